package io.gatehouse.sandbox.kubernetes;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import io.gatehouse.sandbox.http.Exchange;

/** Reads what writers send. */
final class Bodies {

	private static final YAMLMapper YAML = new YAMLMapper();

	private Bodies() {
	}

	/** The object of a create or an update. */
	static ObjectNode object(Exchange exchange, Kind kind, WriteOptions options) {
		String type = type(exchange);
		if (!List.of("", "application/json", "application/yaml").contains(type)) {
			throw Statuses.unsupportedBody();
		}
		if (!(tree(exchange, kind) instanceof ObjectNode body)) {
			throw Statuses
				.badRequest("the object provided is unrecognized (must be of type %s)".formatted(kind.kind()));
		}
		String claimedKind = Json.text(body, "kind", "");
		String claimedVersion = Json.text(body, "apiVersion", "");
		if (!claimedVersion.isEmpty() && !claimedVersion.equals(kind.apiVersion())) {
			throw Statuses.unhandled(kind,
					"no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go\""
						.formatted(claimedKind, claimedVersion));
		}
		if (!claimedKind.isEmpty() && !claimedKind.equals(kind.kind())) {
			throw Statuses.badRequest(
					"%s in version \"%s\" cannot be handled as a %s: converting (%s.%s) to (%s.%s): unknown conversion"
						.formatted(claimedKind, kind.version(), kind.kind(), kind.version(), claimedKind,
								kind.group().isEmpty() ? "core" : kind.group().split("\\.")[0], kind.kind()));
		}
		Objects.conform(kind, body, options);
		return body;
	}

	private static JsonNode tree(Exchange exchange, Kind kind) {
		try {
			return parse(exchange.body());
		}
		catch (JacksonException ex) {
			throw Statuses.badRequest(
					"the object provided is unrecognized (must be of type %s): couldn't get version/kind; json parse error: %s"
						.formatted(kind.kind(), ex.getOriginalMessage()));
		}
	}

	/** The configuration of an apply. */
	static ObjectNode configuration(Exchange exchange, Target target) {
		Kind kind = target.kind();
		JsonNode tree;
		try {
			tree = parse(exchange.body());
		}
		catch (JacksonException ex) {
			throw Statuses.badRequest("error decoding YAML: " + ex.getOriginalMessage());
		}
		if (!(tree instanceof ObjectNode configuration)) {
			throw Statuses.badRequest("error decoding YAML: not an object");
		}
		if (!Json.text(configuration, "apiVersion", "").equals(kind.apiVersion())
				|| !Json.text(configuration, "kind", "").equals(kind.kind())) {
			throw Statuses.badRequest("invalid object type: "
					+ gvk(Json.text(configuration, "apiVersion", ""), Json.text(configuration, "kind", "")));
		}
		if (configuration.at("/metadata").hasNonNull("managedFields")) {
			throw Statuses.badRequest("metadata.managedFields must be nil");
		}
		refuseUntyped(target, configuration);
		return configuration;
	}

	private static void refuseUntyped(Target target, ObjectNode configuration) {
		String refusal;
		try {
			List<String> unknown = Conformance.of(target.kind(), configuration.deepCopy());
			if (unknown.isEmpty()) {
				return;
			}
			refusal = ".%s: field not declared in schema".formatted(unknown.getFirst());
		}
		catch (Conformance.Mismatch mismatch) {
			if (mismatch.typedMessage.isEmpty()) {
				return;
			}
			refusal = mismatch.typedMessage;
		}
		throw Statuses.internal(
				"failed to create typed patch object (%s): %s".formatted(show(target.kind(), configuration), refusal));
	}

	/** A JSON body, or null where there is none. */
	static @Nullable JsonNode json(Exchange exchange) {
		if (exchange.body().length == 0) {
			return null;
		}
		try {
			return parse(exchange.body());
		}
		catch (JacksonException ex) {
			throw Statuses.badRequest("error decoding patch: " + ex.getOriginalMessage());
		}
	}

	static String type(Exchange exchange) {
		String type = exchange.header("Content-Type");
		return (type != null) ? type.split(";")[0].strip() : "";
	}

	/** JSON or YAML; every JSON document that matters is one of the latter too. */
	private static JsonNode parse(byte[] body) {
		for (byte each : body) {
			if (!Character.isWhitespace(each)) {
				return (each == '{' || each == '[') ? Exchange.JSON.readTree(body) : YAML.readTree(body);
			}
		}
		return Exchange.JSON.missingNode();
	}

	/**
	 * A configuration as the server names it: by what it says itself, not by its path.
	 */
	static String show(Kind kind, JsonNode configuration) {
		JsonNode metadata = configuration.path("metadata");
		return Json.text(metadata, "namespace", "") + "/" + Json.text(metadata, "name", "") + "; " + show(kind);
	}

	static String show(Kind kind) {
		return gvk(kind.apiVersion(), kind.kind());
	}

	private static String gvk(String apiVersion, String kind) {
		return (apiVersion.contains("/") ? apiVersion : "/" + apiVersion) + ", Kind=" + kind;
	}

}
