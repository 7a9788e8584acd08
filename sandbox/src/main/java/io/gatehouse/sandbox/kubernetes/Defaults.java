package io.gatehouse.sandbox.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills in what the server fills in where a writer left it out. */
final class Defaults {

	private Defaults() {
	}

	static void fill(Kind kind, ObjectNode object) {
		object.put("kind", kind.kind());
		object.put("apiVersion", kind.apiVersion());
		Json.metadata(object);
		switch (kind.kind()) {
			case "Namespace" -> namespace(object);
			case "NetworkPolicy" -> networkPolicy(Json.in(object, "spec"));
			case "RoleBinding", "ClusterRoleBinding" -> binding(object);
			case "Secret" -> secret(object);
			case "LimitRange" -> limitRange(Json.in(object, "spec"));
			case "ResourceQuota" -> {
				Json.in(object, "spec");
				Json.in(object, "status");
			}
			case "Pod" -> pod(object);
			case "Service" -> service(object);
			case "Role", "ClusterRole" -> object.putIfAbsent("rules", Json.array());
			default -> {
			}
		}
	}

	private static void namespace(ObjectNode object) {
		String name = Json.text(object.path("metadata"), "name", "");
		if (!name.isEmpty()) {
			Json.in(Json.metadata(object), "labels").put("kubernetes.io/metadata.name", name);
		}
		Json.in(object, "spec");
		Json.in(object, "status").putIfAbsent("phase", Json.string("Active"));
	}

	private static void networkPolicy(ObjectNode spec) {
		Json.in(spec, "podSelector");
		if (Json.blank(spec.get("policyTypes"))) {
			ArrayNode types = spec.putArray("policyTypes").add("Ingress");
			if (!Json.blank(spec.get("egress"))) {
				types.add("Egress");
			}
		}
		for (String direction : new String[] { "ingress", "egress" }) {
			for (JsonNode rule : spec.path(direction)) {
				rule.path("ports").forEach((port) -> ((ObjectNode) port).putIfAbsent("protocol", Json.string("TCP")));
			}
		}
	}

	private static void binding(ObjectNode object) {
		fallback(Json.in(object, "roleRef"), "apiGroup", Kinds.RBAC);
		for (JsonNode subject : object.path("subjects")) {
			String kind = Json.text(subject, "kind", "");
			if (kind.equals("User") || kind.equals("Group")) {
				fallback((ObjectNode) subject, "apiGroup", Kinds.RBAC);
			}
		}
	}

	private static void secret(ObjectNode object) {
		fallback(object, "type", "Opaque");
		JsonNode plain = object.remove("stringData");
		if (plain != null && !plain.isEmpty()) {
			ObjectNode data = Json.in(object, "data");
			plain.properties()
				.forEach((entry) -> data.put(entry.getKey(), Base64.getEncoder()
					.encodeToString(entry.getValue().asString("").getBytes(StandardCharsets.UTF_8))));
		}
	}

	private static void limitRange(ObjectNode spec) {
		for (JsonNode item : spec.path("limits")) {
			if (Json.text(item, "type", "").equals("Container") && item instanceof ObjectNode limits) {
				copyMissing(limits, "max", "default");
				copyMissing(limits, "default", "defaultRequest");
				copyMissing(limits, "min", "defaultRequest");
			}
		}
	}

	private static void pod(ObjectNode object) {
		ObjectNode spec = Json.in(object, "spec");
		fallback(spec, "restartPolicy", "Always");
		fallback(spec, "dnsPolicy", "ClusterFirst");
		fallback(spec, "schedulerName", "default-scheduler");
		fallback(spec, "serviceAccountName", "default");
		spec.putIfAbsent("terminationGracePeriodSeconds", Json.object().numberNode(30));
		fallback(Json.in(object, "status"), "phase", "Pending");
	}

	private static void service(ObjectNode object) {
		ObjectNode spec = Json.in(object, "spec");
		fallback(spec, "type", "ClusterIP");
		fallback(spec, "sessionAffinity", "None");
		if (!Json.text(spec, "type", "").equals("ExternalName")) {
			int number = Math.floorMod(object.at("/metadata/namespace").asString("").hashCode() * 31
					+ object.at("/metadata/name").asString("").hashCode(), 0xfffe) + 1;
			fallback(spec, "clusterIP", "10.96.%d.%d".formatted(number >> 8, number & 0xff));
			spec.putIfAbsent("clusterIPs", Json.array().add(spec.get("clusterIP")));
		}
		spec.path("ports").forEach((port) -> ((ObjectNode) port).putIfAbsent("protocol", Json.string("TCP")));
		Json.in(Json.in(object, "status"), "loadBalancer");
	}

	private static void copyMissing(ObjectNode limits, String from, String to) {
		limits.path(from)
			.properties()
			.forEach((entry) -> Json.in(limits, to).putIfAbsent(entry.getKey(), entry.getValue()));
	}

	private static void fallback(ObjectNode object, String name, String value) {
		if (Json.text(object, name, "").isEmpty()) {
			object.put(name, value);
		}
	}

}
