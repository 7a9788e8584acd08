package io.gatehouse.sandbox.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks what every object has to satisfy; the checks of a kind are in
 * {@link KindValidation}.
 */
final class Validation {

	private static final List<String> POD_SECURITY_LEVELS = List.of("privileged", "baseline", "restricted");

	/** In bytes. */
	private static final int LARGEST_ANNOTATIONS = 256 * 1024;

	private final List<FieldError> errors = new ArrayList<>();

	private Validation() {
	}

	/** What is wrong with an object that is to be stored. */
	static List<FieldError> of(Kind kind, ObjectNode object) {
		Validation validation = new Validation();
		validation.metadata(kind, object.path("metadata"));
		KindValidation.check(kind, object, validation.errors);
		if (kind.is("Namespace")) {
			validation.podSecurity(object.at("/metadata/labels"));
		}
		return validation.errors;
	}

	private void metadata(Kind kind, JsonNode metadata) {
		String name = Json.text(metadata, "name", "");
		if (name.isEmpty()) {
			this.errors.add(FieldError.required("metadata.name", "name or generateName is required"));
		}
		else {
			Names.wrong(kind.nameRule(), name)
				.forEach((wrong) -> this.errors.add(FieldError.invalid("metadata.name", name, wrong)));
		}
		labels("metadata.labels", metadata.path("labels"), this.errors);
		metadata.path("annotations")
			.propertyNames()
			.forEach((key) -> Names.qualified(key.toLowerCase(Locale.ROOT))
				.forEach((wrong) -> this.errors.add(FieldError.invalid("metadata.annotations", key, wrong))));
		long size = 0;
		for (Map.Entry<String, JsonNode> annotation : metadata.path("annotations").properties()) {
			size += bytes(annotation.getKey()) + bytes(annotation.getValue().asString(""));
		}
		if (size > LARGEST_ANNOTATIONS) {
			this.errors.add(FieldError.tooLong("metadata.annotations", LARGEST_ANNOTATIONS));
		}
		for (JsonNode finalizer : metadata.path("finalizers")) {
			String text = finalizer.asString("");
			if (!Names.qualified(text).isEmpty()) {
				Names.qualified(text)
					.forEach((wrong) -> this.errors.add(FieldError.invalid("metadata.finalizers", text, wrong)));
			}
		}
	}

	static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	static void labels(String field, JsonNode labels, List<FieldError> errors) {
		for (Map.Entry<String, JsonNode> label : labels.properties()) {
			Names.qualified(label.getKey())
				.forEach((wrong) -> errors.add(FieldError.invalid(field, label.getKey(), wrong)));
			String value = label.getValue().asString("");
			Names.labelValue(value).forEach((wrong) -> errors.add(FieldError.invalid(field, value, wrong)));
		}
	}

	private void podSecurity(JsonNode labels) {
		for (String mode : List.of("enforce", "audit", "warn")) {
			String key = "pod-security.kubernetes.io/" + mode;
			String level = Json.text(labels, key);
			if (level != null && !POD_SECURITY_LEVELS.contains(level)) {
				this.errors.add(FieldError.invalid("metadata.labels[" + key + "]", level,
						"must be one of privileged, baseline, restricted"));
			}
			String version = Json.text(labels, key + "-version");
			if (version != null && !version.matches("latest|v1\\.(0|[1-9][0-9]*)")) {
				this.errors.add(FieldError.invalid("metadata.labels[" + key + "-version]", version,
						"must be \"latest\" or \"v1.x\""));
			}
		}
	}

	/** What may not change from one version of an object to the next. */
	static List<FieldError> ofChange(Kind kind, ObjectNode before, ObjectNode after) {
		List<FieldError> errors = new ArrayList<>();
		if (after.has("roleRef") && !Json.same(before.get("roleRef"), after.get("roleRef"))) {
			JsonNode ref = after.path("roleRef");
			errors
				.add(FieldError.raw("roleRef",
						"{\"APIGroup\":\"%s\",\"Kind\":\"%s\",\"Name\":\"%s\"}".formatted(
								Json.text(ref, "apiGroup", ""), Json.text(ref, "kind", ""), Json.text(ref, "name", "")),
						"cannot change roleRef"));
		}
		if (kind.is("Secret") && !Json.same(before.get("type"), after.get("type"))) {
			errors.add(FieldError.invalid("type", Json.text(after, "type", ""), "field is immutable"));
		}
		if (before.path("immutable").asBoolean(false)) {
			immutable(before, after, errors);
		}
		if (before.at("/metadata").has("deletionTimestamp")) {
			Set<String> added = new HashSet<>(Json.texts(after.at("/metadata/finalizers")));
			added.removeAll(Json.texts(before.at("/metadata/finalizers")));
			if (!added.isEmpty()) {
				errors.add(FieldError.forbidden("metadata.finalizers",
						"no new finalizers can be added if the object is being deleted, found new finalizers "
								+ added));
			}
		}
		return errors;
	}

	private static void immutable(ObjectNode before, ObjectNode after, List<FieldError> errors) {
		for (String field : List.of("immutable", "data", "binaryData")) {
			if (!Json.same(before.get(field), after.get(field))) {
				errors.add(FieldError.forbidden(field, "field is immutable when `immutable` is set"));
			}
		}
	}

}
