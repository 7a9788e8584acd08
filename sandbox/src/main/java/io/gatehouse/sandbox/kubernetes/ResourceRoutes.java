package io.gatehouse.sandbox.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.http.Exchange;

/** Serves the verbs on objects and collections. */
final class ResourceRoutes {

	/** What the server reads of a request, in bytes. */
	private static final int LARGEST_BODY = 3 * 1024 * 1024;

	private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

	private final Store store;

	private final Objects objects;

	private final Rbac rbac;

	private final Tokens tokens;

	ResourceRoutes(Store store, Objects objects, Rbac rbac, Tokens tokens) {
		this.store = store;
		this.objects = objects;
		this.rbac = rbac;
		this.tokens = tokens;
	}

	void serve(Exchange exchange, Caller caller, Target target) throws InterruptedException {
		if (exchange.body().length > LARGEST_BODY) {
			throw Statuses.fault(413, "RequestEntityTooLarge",
					"Request entity too large: limit is %d".formatted(LARGEST_BODY), Json.object());
		}
		boolean watch = exchange.method().equals("GET")
				&& List.of("true", "1").contains(String.valueOf(exchange.query("watch")));
		String verb = verb(exchange.method(), target.name() != null, watch);
		Rbac.Access access = target.access(verb);
		if (!this.rbac.allows(caller, access)) {
			throw Statuses.forbidden(target.kind(), target.name(), access.denial(caller));
		}
		switch (verb) {
			case "get" -> exchange.json(200, this.objects.get(target));
			case "list" -> exchange.json(200, Listing.of(exchange, this.store, target, selector(exchange, target)));
			case "watch" -> watch(exchange, target);
			case "create" -> create(exchange, caller, target);
			case "update" -> update(exchange, caller, target);
			case "patch" -> patch(exchange, caller, target);
			case "delete" -> delete(exchange, caller, target);
			default -> deleteCollection(exchange, caller, target);
		}
	}

	private static String verb(String method, boolean named, boolean watch) {
		return switch (method) {
			case "GET", "HEAD" -> watch ? "watch" : named ? "get" : "list";
			case "POST" -> "create";
			case "PUT" -> "update";
			case "PATCH" -> "patch";
			case "DELETE" -> named ? "delete" : "deletecollection";
			default -> throw Statuses.methodNotAllowed();
		};
	}

	private static Predicate<JsonNode> selector(Exchange exchange, Target target) {
		Predicate<JsonNode> selector = Selectors.of(exchange.query("labelSelector"), exchange.query("fieldSelector"));
		String name = target.name();
		return (name == null) ? selector : selector.and((object) -> name.equals(Json.meta(object, "name")));
	}

	private void watch(Exchange exchange, Target target) throws InterruptedException {
		if ("websocket".equalsIgnoreCase(exchange.header("Upgrade"))) {
			// This server speaks no WebSocket; clients that try it first then fall back
			// to HTTP.
			exchange.status(200);
			return;
		}
		Watch.serve(exchange, this.store, target, selector(exchange, target));
	}

	private void create(Exchange exchange, Caller caller, Target target) {
		if (target.subresource().equals("token")) {
			exchange.json(201, token(exchange, target));
			return;
		}
		if (target.name() != null || (target.kind().namespaced() && target.namespace() == null)) {
			throw Statuses.methodNotAllowed();
		}
		WriteOptions options = WriteOptions.of(exchange, caller, "CreateOptions");
		ObjectNode body = Bodies.object(exchange, target.kind(), options);
		exchange.json(201, this.objects.create(target, body, options));
	}

	private ObjectNode token(Exchange exchange, Target target) {
		JsonNode request = Bodies.json(exchange);
		long seconds = (request != null) ? request.at("/spec/expirationSeconds").asLong(TOKEN_LIFETIME.toSeconds())
				: TOKEN_LIFETIME.toSeconds();
		ObjectNode answer = Json.object().put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
		Json.metadata(answer).put("name", target.key().name()).put("namespace", target.key().namespace());
		answer.putObject("spec").put("expirationSeconds", seconds);
		answer.putObject("status")
			.put("token",
					this.tokens.issue(target.key().namespace(), target.key().name(), Duration.ofSeconds(seconds)));
		return answer;
	}

	private void update(Exchange exchange, Caller caller, Target target) {
		if (target.name() == null) {
			throw Statuses.methodNotAllowed();
		}
		WriteOptions options = WriteOptions.of(exchange, caller, "UpdateOptions");
		answer(exchange, this.objects.update(target, Bodies.object(exchange, target.kind(), options), options));
	}

	private void patch(Exchange exchange, Caller caller, Target target) {
		if (target.name() == null) {
			throw Statuses.methodNotAllowed();
		}
		WriteOptions options = WriteOptions.of(exchange, caller, "PatchOptions");
		String type = Bodies.type(exchange);
		if (type.equals("application/apply-patch+yaml")) {
			if (blank(exchange.query("fieldManager"))) {
				throw Statuses.invalidOptions("PatchOptions",
						FieldError.required("fieldManager", "is required for apply patch"));
			}
			answer(exchange, this.objects.apply(target, Bodies.configuration(exchange, target), options));
			return;
		}
		if (!List
			.of("application/merge-patch+json", "application/json-patch+json", "application/strategic-merge-patch+json")
			.contains(type)) {
			throw Statuses.unsupportedPatch();
		}
		if (exchange.query("force") != null) {
			throw Statuses.invalidOptions("PatchOptions",
					FieldError.forbidden("force", "may not be specified for non-apply patch"));
		}
		JsonNode patch = Bodies.json(exchange);
		if (patch == null) {
			throw Statuses.badRequest("error decoding patch: unexpected end of JSON input");
		}
		exchange.json(200, this.objects.patch(target, (live) -> switch (type) {
			case "application/merge-patch+json" -> Patches.merge(live, patch);
			case "application/json-patch+json" -> Patches.operations(live, patch);
			default -> Patches.strategic(Schemas.of(target.kind()), live, patch);
		}, options));
	}

	private void delete(Exchange exchange, Caller caller, Target target) {
		exchange.json(200, this.objects.delete(target, deletion(exchange), deleteOptions(exchange, caller)));
	}

	private void deleteCollection(Exchange exchange, Caller caller, Target target) {
		if (target.kind().is("Namespace") || (target.kind().namespaced() && target.namespace() == null)) {
			throw Statuses.methodNotAllowed();
		}
		ObjectNode list = Listing.of(exchange, this.store, target, selector(exchange, target));
		ArrayNode items = list.withArray("items");
		WriteOptions options = deleteOptions(exchange, caller);
		items.forEach((item) -> this.objects.delete(
				new Target(target.kind(), target.namespace(), Json.meta(item, "name"), ""), Json.object(), options));
		exchange.json(200, list);
	}

	private static WriteOptions deleteOptions(Exchange exchange, Caller caller) {
		WriteOptions options = WriteOptions.of(exchange, caller, "DeleteOptions");
		boolean dryRun = options.dryRun() || Json.texts(deletion(exchange).path("dryRun")).contains("All");
		return new WriteOptions(caller, dryRun, options.manager(), false, false);
	}

	private static JsonNode deletion(Exchange exchange) {
		JsonNode body = Bodies.json(exchange);
		return (body != null) ? body : Json.object();
	}

	private static void answer(Exchange exchange, Objects.Written written) {
		exchange.json(written.created() ? 201 : 200, written.object());
	}

	private static boolean blank(@Nullable String text) {
		return text == null || text.isEmpty();
	}

}
