package io.gatehouse.sandbox.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Router;
import io.gatehouse.sandbox.kubernetes.Store.Key;

/** Pages for people that show what is in the cluster; they change nothing. */
final class Pages {

	private static final YAMLMapper YAML = new YAMLMapper();

	private final Store store;

	Pages(Store store) {
		this.store = store;
	}

	void route(Router router) {
		router.on("GET", "/ui", this::namespaces)
			.on("GET", "/ui/style.css", Pages::style)
			.on("GET", "/ui/namespaces/{name}", this::namespace)
			.on("GET", "/ui/namespaces/{name}/", this::namespace);
	}

	private void namespaces(Exchange exchange) {
		StringBuilder rows = new StringBuilder();
		for (ObjectNode namespace : this.store.list(Kinds.NAMESPACE, null)) {
			String name = Json.text(namespace.path("metadata"), "name", "");
			rows.append("<tr><td><a href=\"/ui/namespaces/%s\">%s</a></td><td>%s</td><td>%s</td></tr>".formatted(
					escape(name), escape(name), escape(Json.text(namespace.path("status"), "phase", "")),
					escape(Json.text(namespace.path("metadata"), "creationTimestamp", ""))));
		}
		exchange.html(200, page("Namespaces",
				"<table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Phase</th><th scope=\"col\">Made</th></tr>"
						+ "</thead><tbody>" + rows + "</tbody></table>"));
	}

	private void namespace(Exchange exchange) {
		String name = exchange.path("name");
		ObjectNode namespace = this.store.find(new Key(Kinds.NAMESPACE, "", name)).orElse(null);
		if (namespace == null) {
			exchange.html(404, page("No namespace " + name,
					"<p>There is no such namespace. <a href=\"/ui\">All namespaces</a></p>"));
			return;
		}
		StringBuilder sections = new StringBuilder("<p><a href=\"/ui\">All namespaces</a></p>");
		sections.append(object(Kinds.NAMESPACE, namespace));
		Kinds.ALL.stream()
			.filter(Kind::namespaced)
			.forEach((kind) -> this.store.list(kind, name).forEach((each) -> sections.append(object(kind, each))));
		exchange.html(200, page("Namespace " + name, sections.toString()));
	}

	private static String object(Kind kind, ObjectNode object) {
		ObjectNode shown = object.deepCopy();
		if (kind.is("Secret") && shown.get("data") instanceof ObjectNode data) {
			data.propertyNames().forEach((key) -> data.put(key, "(hidden)"));
		}
		JsonNode name = shown.at("/metadata/name");
		return "<details open><summary>%s %s</summary><pre>%s</pre></details>".formatted(kind.kind(),
				escape(name.asString("")), escape(YAML.writeValueAsString(shown)));
	}

	private static String page(String title, String content) {
		return """
				<!doctype html>
				<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
				<title>%1$s - stand-in for Kubernetes</title><link rel="stylesheet" href="/ui/style.css"></head>
				<body><header role="banner"><strong>stand-in for Kubernetes</strong> No container runs here.</header>
				<main><h1>%1$s</h1>%2$s</main></body></html>
				""".formatted(escape(title), content);
	}

	private static void style(Exchange exchange) {
		try (InputStream file = Pages.class.getResourceAsStream("style.css")) {
			if (file == null) {
				throw new IllegalStateException("style.css is missing");
			}
			exchange.send(200, "text/css; charset=utf-8", file.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
