package io.gatehouse.sandbox.kubernetes;

import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.http.Exchange;

/** Answers who a token is and what somebody may do. */
final class Reviews {

	private static final Map<String, String> RESOURCES = Map.of("tokenreviews", Discovery.AUTHENTICATION,
			"subjectaccessreviews", Discovery.AUTHORIZATION, "selfsubjectaccessreviews", Discovery.AUTHORIZATION);

	private final Rbac rbac;

	private final Tokens tokens;

	Reviews(Rbac rbac, Tokens tokens) {
		this.rbac = rbac;
		this.tokens = tokens;
	}

	static boolean has(String group, String resource) {
		return group.equals(RESOURCES.get(resource));
	}

	void serve(Exchange exchange, Caller caller, String group, String resource) {
		if (!exchange.method().equals("POST")) {
			throw Statuses.methodNotAllowed();
		}
		boolean self = resource.startsWith("self") && !caller.equals(Caller.ANONYMOUS);
		Rbac.Access access = new Rbac.Access("create", group, resource, null, null);
		if (!self && !this.rbac.allows(caller, access)) {
			throw Statuses.fault(403, "Forbidden",
					"%s.%s is forbidden: %s".formatted(resource, group, access.denial(caller)),
					Json.object().put("group", group).put("kind", resource));
		}
		if (!(Bodies.json(exchange) instanceof ObjectNode review)) {
			throw Statuses.badRequest("the object provided is unrecognized");
		}
		JsonNode spec = review.path("spec");
		review.set("status", switch (resource) {
			case "tokenreviews" -> token(Json.text(spec, "token", ""));
			case "selfsubjectaccessreviews" -> decision(caller, spec);
			default -> decision(new Caller(Json.text(spec, "user", ""), Json.text(spec, "uid", ""),
					Json.texts(spec.path("groups"))), spec);
		});
		Json.metadata(review);
		exchange.json(201, review);
	}

	private ObjectNode token(String token) {
		Optional<Caller> caller = this.tokens.caller(token);
		ObjectNode status = Json.object();
		if (caller.isEmpty()) {
			status.putObject("user");
			return status.put("error", "invalid bearer token");
		}
		status.put("authenticated", true);
		ObjectNode user = status.putObject("user").put("username", caller.get().name());
		if (!caller.get().uid().isEmpty()) {
			user.put("uid", caller.get().uid());
		}
		user.set("groups", Json.array().addAll(caller.get().groups().stream().map(Json::string).toList()));
		status.putArray("audiences").add(Tokens.AUDIENCE);
		return status;
	}

	private ObjectNode decision(Caller caller, JsonNode spec) {
		boolean allowed;
		if (spec.path("resourceAttributes") instanceof ObjectNode wanted) {
			String namespace = Json.text(wanted, "namespace", "");
			String name = Json.text(wanted, "name", "");
			String part = Json.text(wanted, "subresource", "");
			String resource = Json.text(wanted, "resource", "");
			allowed = this.rbac.allows(caller,
					new Rbac.Access(Json.text(wanted, "verb", ""), Json.text(wanted, "group", ""),
							part.isEmpty() ? resource : resource + "/" + part, namespace.isEmpty() ? null : namespace,
							name.isEmpty() ? null : name));
		}
		else {
			JsonNode path = spec.path("nonResourceAttributes");
			allowed = this.rbac.allowsPath(caller, Json.text(path, "verb", ""), Json.text(path, "path", ""));
		}
		return Json.object().put("allowed", allowed);
	}

}
