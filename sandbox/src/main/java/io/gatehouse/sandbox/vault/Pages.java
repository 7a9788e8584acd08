package io.gatehouse.sandbox.vault;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Router;
import org.jspecify.annotations.Nullable;

/**
 * Pages to look at what the stand-in holds: policies, roles, paths and key names, never a
 * value.
 */
final class Pages {

	private final Vault vault;

	Pages(Vault vault) {
		this.vault = vault;
	}

	/** The real user interface's addresses, so that links to it work here, too. */
	void on(Router router) {
		router.on("GET", "/", (exchange) -> exchange.redirect("/ui/vault"))
			.on("GET", "/ui", (exchange) -> exchange.redirect("/ui/vault"))
			.on("GET", "/ui/stand-in.css", Pages::stylesheet)
			.on("GET", "/ui/vault", this::overview)
			.on("GET", "/ui/vault/policy/acl/{name}", this::policy)
			.on("GET", "/ui/vault/secrets/{mount}/show/{key**}", this::secret)
			.on("GET", "/ui/vault/secrets/{mount}/kv/{key}/details", this::secret)
			.on("GET", "/ui/vault/secrets/{mount}/kv/{key}", this::secret)
			.on("GET", "/ui/vault/{rest**}", this::overview);
	}

	private static void stylesheet(Exchange exchange) throws IOException {
		try (InputStream file = Pages.class.getResourceAsStream("stand-in.css")) {
			exchange.send(200, "text/css; charset=utf-8", Objects.requireNonNull(file).readAllBytes());
		}
	}

	private void overview(Exchange exchange) {
		answer(exchange, 200, "Overview", this.vault.look((state) -> section("Policies", policies(state))
				+ section("Roles of the Kubernetes login", roles(state)) + section("Secrets", secrets(state))));
	}

	private static String policies(State state) {
		return items(state.policies()
			.keySet()
			.stream()
			.map((name) -> link("/ui/vault/policy/acl/" + encode(name), name))
			.toList(), "No policy yet.");
	}

	private static String roles(State state) {
		String rows = state.auths()
			.entrySet()
			.stream()
			.flatMap((mount) -> mount.getValue()
				.roles()
				.entrySet()
				.stream()
				.map((role) -> row(mount.getKey() + role.getKey(), String.join(", ", role.getValue().names()),
						String.join(", ", role.getValue().namespaces()),
						String.join(", ", role.getValue().policies()))))
			.collect(Collectors.joining());
		return rows.isEmpty() ? "<p>No role yet.</p>"
				: table(rows, "Role", "Service accounts", "Namespaces", "Policies");
	}

	private static String secrets(State state) {
		return items(state.mounts()
			.entrySet()
			.stream()
			.flatMap((mount) -> mount.getValue().secrets().keySet().stream().map((key) -> {
				String name = mount.getKey().substring(0, mount.getKey().length() - 1);
				return link("/ui/vault/secrets/" + encode(name) + "/kv/" + encode(key) + "/details",
						mount.getKey() + key);
			}))
			.toList(), "No secret yet.");
	}

	private void policy(Exchange exchange) {
		String name = exchange.path("name");
		String text = this.vault.look((state) -> state.policies().get(name));
		if (text == null) {
			answer(exchange, 404, "No such policy", "<p>There is no policy " + escape(name) + ".</p>");
			return;
		}
		answer(exchange, 200, "Policy " + name, "<pre>" + escape(text) + "</pre>");
	}

	private void secret(Exchange exchange) {
		String mountPath = exchange.path("mount") + "/";
		String key = exchange.path("key");
		Secret secret = this.vault.look((state) -> {
			Mount mount = state.mounts().get(mountPath);
			return (mount != null) ? mount.secrets().get(key) : null;
		});
		if (secret == null) {
			answer(exchange, 404, "No such secret", "<p>There is nothing at " + escape(mountPath + key) + ".</p>");
			return;
		}
		answer(exchange, 200, mountPath + key, section("Keys", keys(secret)) + section("Versions", versions(secret))
				+ section("Custom metadata", custom(secret.settings().customMetadata())));
	}

	private static String keys(Secret secret) {
		Secret.Version current = secret.current();
		if (current == null || current.data() == null) {
			return "<p>The current version holds nothing.</p>";
		}
		return items(current.data().propertyNames().stream().map((key) -> "<code>" + escape(key) + "</code>").toList(),
				"No key.") + "<p>Values are not shown here.</p>";
	}

	private static String versions(Secret secret) {
		String rows = secret.versions()
			.descendingMap()
			.entrySet()
			.stream()
			.map((entry) -> row(entry.getKey().toString(), entry.getValue().created().toString(),
					entry.getValue().destroyed() ? "destroyed"
							: (entry.getValue().deleted() != null) ? "deleted " + entry.getValue().deleted() : "kept"))
			.collect(Collectors.joining());
		return table(rows, "Version", "Created", "State");
	}

	private static String custom(@Nullable Map<String, String> custom) {
		if (custom == null || custom.isEmpty()) {
			return "<p>None.</p>";
		}
		return table(custom.entrySet()
			.stream()
			.map((entry) -> row(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining()), "Key", "Value");
	}

	private static void answer(Exchange exchange, int status, String title, String content) {
		exchange.with("Content-Security-Policy", "default-src 'none'; style-src 'self'").html(status, """
				<!doctype html>
				<html lang="en">
				<head>
				<meta charset="utf-8">
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<meta name="color-scheme" content="light dark">
				<title>%s - stand-in for Vault</title>
				<link rel="stylesheet" href="/ui/stand-in.css">

				</head>
				<body>
				<header><strong>Stand-in for Vault</strong> <span>Not a real Vault: for a laptop only.</span>
				<a href="/ui/vault">Overview</a></header>
				<main>
				<h1>%s</h1>
				%s
				</main>
				</body>
				</html>
				""".formatted(escape(title), escape(title), content));
	}

	private static String section(String title, String content) {
		return "<section><h2>" + escape(title) + "</h2>" + content + "</section>";
	}

	private static String items(List<String> items, String none) {
		return items.isEmpty() ? "<p>" + none + "</p>"
				: items.stream()
					.map((item) -> "<li>" + item + "</li>")
					.collect(Collectors.joining("", "<ul>", "</ul>"));
	}

	private static String table(String rows, String... headings) {
		String head = List.of(headings)
			.stream()
			.map((heading) -> "<th scope=\"col\">" + heading + "</th>")
			.collect(Collectors.joining());
		return "<div class=\"wide\"><table><thead><tr>" + head + "</tr></thead><tbody>" + rows
				+ "</tbody></table></div>";
	}

	private static String row(String... cells) {
		return List.of(cells)
			.stream()
			.map((cell) -> "<td>" + escape(cell) + "</td>")
			.collect(Collectors.joining("", "<tr>", "</tr>"));
	}

	private static String link(String address, String text) {
		return "<a href=\"" + address + "\">" + escape(text) + "</a>";
	}

	private static String encode(String segment) {
		return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
