package io.gatehouse.sandbox.kubernetes;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.http.HttpFault;

/** The {@code Status} objects by which the server refuses. */
final class Statuses {

	private Statuses() {
	}

	static HttpFault notFound(Kind kind, String name) {
		return fault(404, "NotFound", "%s \"%s\" not found".formatted(kind.qualifiedPlural(), name),
				details(kind, kind.plural(), name));
	}

	static HttpFault noSuchRoute() {
		return fault(404, "NotFound", "the server could not find the requested resource", Json.object());
	}

	static HttpFault methodNotAllowed() {
		return fault(405, "MethodNotAllowed", "the server does not allow this method on the requested resource",
				Json.object());
	}

	static HttpFault alreadyExists(Kind kind, String name) {
		return fault(409, "AlreadyExists", "%s \"%s\" already exists".formatted(kind.qualifiedPlural(), name),
				details(kind, kind.plural(), name));
	}

	static HttpFault conflict(Kind kind, String name, String why) {
		return fault(409, "Conflict",
				"Operation cannot be fulfilled on %s \"%s\": %s".formatted(kind.qualifiedPlural(), name, why),
				details(kind, kind.plural(), name));
	}

	static HttpFault stale(Kind kind, String name) {
		return conflict(kind, name,
				"the object has been modified; please apply your changes to the latest version and try again");
	}

	static HttpFault applyConflict(SortedMap<Manager, FieldSet> conflicts) {
		ArrayNode causes = Json.array();
		conflicts.forEach((manager, fields) -> fields.sorted()
			.forEach((path) -> causes.addObject()
				.put("reason", "FieldManagerConflict")
				.put("message", "conflict with " + manager.show())
				.put("field", FieldPaths.show(path))));
		ObjectNode details = Json.object();
		details.set("causes", causes);
		return fault(409, "Conflict", applyMessage(causes.size(), conflicts), details);
	}

	private static String applyMessage(int count, SortedMap<Manager, FieldSet> conflicts) {
		if (count == 1) {
			Manager manager = conflicts.firstKey();
			return "Apply failed with 1 conflict: conflict with %s: %s".formatted(manager.show(),
					FieldPaths.show(conflicts.values().iterator().next().sorted().getFirst()));
		}
		return "Apply failed with %d conflicts: ".formatted(count) + conflicts.entrySet()
			.stream()
			.map((entry) -> "conflicts with %s:\n".formatted(entry.getKey().show()) + entry.getValue()
				.sorted()
				.stream()
				.map((path) -> "- " + FieldPaths.show(path))
				.collect(Collectors.joining("\n")))
			.collect(Collectors.joining("\n"));
	}

	static HttpFault invalid(Kind kind, String name, List<FieldError> errors) {
		return invalid(kind.qualifiedKind(), details(kind, kind.kind(), name), name, errors);
	}

	/** Invalid options of a request. */
	static HttpFault invalidOptions(String options, FieldError error) {
		ObjectNode details = Json.object().put("group", "meta.k8s.io").put("kind", options);
		return invalid(options + ".meta.k8s.io", details, "", List.of(error));
	}

	/** A patch whose result is no object of the kind. */
	static HttpFault invalidPatch(FieldError error) {
		return invalid("", Json.object(), "", List.of(error));
	}

	private static HttpFault invalid(String kind, ObjectNode details, String name, List<FieldError> errors) {
		String why = (errors.size() == 1) ? errors.getFirst().message()
				: errors.stream().map(FieldError::message).collect(Collectors.joining(", ", "[", "]"));
		ArrayNode causes = details.putArray("causes");
		errors.forEach((error) -> causes.addObject()
			.put("reason", error.reason())
			.put("message", error.detail())
			.put("field", error.field()));
		return fault(422, "Invalid", "%s \"%s\" is invalid: %s".formatted(kind, name, why), details);
	}

	/** A JSON patch whose test failed or whose path leads nowhere. */
	static HttpFault patchFailed() {
		return fault(422, "Invalid", "the server rejected our request due to an error in our request", Json.object());
	}

	static HttpFault forbidden(Kind kind, @Nullable String name, String why) {
		String what = (name == null) ? kind.qualifiedPlural() : kind.qualifiedPlural() + " \"" + name + "\"";
		return fault(403, "Forbidden", what + " is forbidden: " + why,
				details(kind, kind.plural(), (name != null) ? name : ""));
	}

	static HttpFault forbiddenPath(String why) {
		return fault(403, "Forbidden", "forbidden: " + why, Json.object());
	}

	static HttpFault namespaceTerminating(Kind kind, String name, String namespace) {
		ObjectNode details = details(kind, kind.plural(), name);
		details.putArray("causes")
			.addObject()
			.put("reason", "NamespaceTerminating")
			.put("message", "namespace %s is being terminated".formatted(namespace))
			.put("field", "metadata.namespace");
		return fault(403, "Forbidden",
				"%s \"%s\" is forbidden: unable to create new content in namespace %s because it is being terminated"
					.formatted(kind.qualifiedPlural(), name, namespace),
				details);
	}

	static HttpFault badRequest(String message) {
		return fault(400, "BadRequest", message, null);
	}

	static HttpFault unhandled(Kind kind, String why) {
		return badRequest("%s in version \"%s\" cannot be handled as a %s: %s".formatted(kind.kind(), kind.version(),
				kind.kind(), why));
	}

	static HttpFault unauthorized() {
		return fault(401, "Unauthorized", "Unauthorized", null);
	}

	static HttpFault unsupportedPatch() {
		return fault(415, "UnsupportedMediaType", "415: Unsupported Media Type", Json.object());
	}

	static HttpFault unsupportedBody() {
		return fault(415, "UnsupportedMediaType", "the body of the request was in an unknown format"
				+ " - accepted media types include: application/json, application/yaml", null);
	}

	static HttpFault expired(String message) {
		return fault(410, "Expired", message, null);
	}

	/**
	 * An error without a reason, as the server gives for an apply that it cannot type.
	 */
	static HttpFault internal(String message) {
		return new HttpFault(500, status(500, null, message, null));
	}

	static HttpFault fault(int code, String reason, String message, @Nullable ObjectNode details) {
		return new HttpFault(code, status(code, reason, message, details));
	}

	static ObjectNode status(int code, @Nullable String reason, String message, @Nullable ObjectNode details) {
		ObjectNode status = head("Failure").put("message", message);
		if (reason != null) {
			status.put("reason", reason);
		}
		if (details != null) {
			status.set("details", details);
		}
		return status.put("code", code);
	}

	static ObjectNode deleted(Kind kind, String name, @Nullable String uid) {
		ObjectNode details = details(kind, kind.plural(), name);
		if (uid != null) {
			details.put("uid", uid);
		}
		ObjectNode status = head("Success");
		status.set("details", details);
		return status;
	}

	private static ObjectNode head(String outcome) {
		ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
		status.putObject("metadata");
		return status.put("status", outcome);
	}

	private static ObjectNode details(Kind kind, String what, String name) {
		ObjectNode details = Json.object();
		if (!name.isEmpty()) {
			details.put("name", name);
		}
		if (!kind.group().isEmpty()) {
			details.put("group", kind.group());
		}
		return details.put("kind", what);
	}

}
