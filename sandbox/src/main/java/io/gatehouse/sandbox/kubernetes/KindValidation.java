package io.gatehouse.sandbox.kubernetes;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/** The checks of single kinds. */
final class KindValidation {

	private static final Set<String> COUNTED = Set.of("pods", "services", "replicationcontrollers", "resourcequotas",
			"secrets", "configmaps", "persistentvolumeclaims", "services.nodeports", "services.loadbalancers");

	private static final Set<String> MEASURED = Set.of("cpu", "memory", "ephemeral-storage", "requests.cpu",
			"requests.memory", "requests.storage", "requests.ephemeral-storage", "limits.cpu", "limits.memory",
			"limits.ephemeral-storage");

	/** In bytes. */
	private static final int LARGEST_DATA = 1024 * 1024;

	private static final Pattern CIDR = Pattern
		.compile("(\\d{1,3}\\.){3}\\d{1,3}/(3[0-2]|[12]?\\d)|[0-9a-fA-F:]*:[0-9a-fA-F:.]*/(12[0-8]|1[01]\\d|\\d{1,2})");

	private KindValidation() {
	}

	static void check(Kind kind, JsonNode object, List<FieldError> errors) {
		switch (kind.kind()) {
			case "ResourceQuota" -> quota(object.at("/spec/hard"), errors);
			case "LimitRange" -> limits(object.at("/spec/limits"), errors);
			case "NetworkPolicy" -> networkPolicy(object.path("spec"), errors);
			case "Role" -> rules(object.path("rules"), true, errors);
			case "ClusterRole" -> rules(object.path("rules"), false, errors);
			case "RoleBinding" -> binding(object, true, errors);
			case "ClusterRoleBinding" -> binding(object, false, errors);
			case "ConfigMap", "Secret" -> {
				keys(object, errors);
				size(kind, object, errors);
			}
			case "Service" -> service(object.path("spec"), errors);
			case "Ingress" -> ingress(object.path("spec"), errors);
			case "SecurityPolicy" -> securityPolicy(object.path("spec"), errors);
			case "CiliumCIDRGroup" -> cidrs("spec.externalCIDRs", object.at("/spec/externalCIDRs"), errors);
			case "CiliumClusterwideNetworkPolicy" -> clusterwide(object.path("spec"), errors);
			case "Pod" -> pod(object.path("spec"), errors);
			default -> {
			}
		}
	}

	private static void quota(JsonNode hard, List<FieldError> errors) {
		for (Map.Entry<String, JsonNode> entry : hard.properties()) {
			String resource = entry.getKey();
			String field = "spec.hard[" + resource + "]";
			if (!resource.contains("/") && !COUNTED.contains(resource) && !MEASURED.contains(resource)) {
				errors.add(FieldError.invalid(field, resource, "must be a standard resource type or fully qualified"));
				errors.add(FieldError.invalid(field, resource, "must be a standard resource for quota"));
				continue;
			}
			Quantity amount = Quantity.of(entry.getValue().asString(""));
			if (amount.value().signum() < 0) {
				errors.add(FieldError.invalid(field, amount.toString(), "must be greater than or equal to 0"));
			}
			if ((COUNTED.contains(resource) || resource.startsWith("count/")) && !amount.whole()) {
				errors.add(FieldError.invalid(field, amount.toString(), "must be an integer"));
			}
		}
	}

	private static void limits(JsonNode limits, List<FieldError> errors) {
		Set<String> types = new HashSet<>();
		int index = 0;
		for (JsonNode item : limits) {
			String field = "spec.limits[" + index++ + "]";
			String type = Json.text(item, "type", "");
			if (!List.of("Container", "Pod", "PersistentVolumeClaim").contains(type) && !type.contains("/")) {
				errors
					.add(FieldError.invalid(field + ".type", type, "must be a standard limit type or fully qualified"));
			}
			if (!types.add(type)) {
				errors.add(FieldError.duplicate(field + ".type", type));
				continue;
			}
			for (String resource : item.path("min").propertyNames()) {
				compare(item, resource, "min", "max", "min value %s is greater than max value %s", field, errors);
				compare(item, resource, "min", "defaultRequest",
						"min value %s is greater than default request value %s", field, errors);
				compare(item, resource, "min", "default", "min value %s is greater than default value %s", field,
						errors);
			}
			for (String resource : item.path("max").propertyNames()) {
				compare(item, resource, "defaultRequest", "max",
						"default request value %s is greater than max value %s", field, errors);
				compare(item, resource, "default", "max", "default value %s is greater than max value %s", field,
						errors);
			}
		}
	}

	private static void compare(JsonNode item, String resource, String low, String high, String why, String field,
			List<FieldError> errors) {
		String less = Json.text(item.path(low), resource);
		String more = Json.text(item.path(high), resource);
		if (less != null && more != null && amount(less).compareTo(amount(more)) > 0) {
			String shown = high.equals("defaultRequest") ? more : less;
			String blamed = (high.equals("max") || !low.equals("min")) ? low : high;
			errors
				.add(FieldError.invalid(field + "." + blamed + "[" + resource + "]", shown, why.formatted(less, more)));
		}
	}

	private static BigDecimal amount(String quantity) {
		return Quantity.of(quantity).value();
	}

	private static void networkPolicy(JsonNode spec, List<FieldError> errors) {
		selector("spec.podSelector", spec.path("podSelector"), errors);
		rules("spec.ingress", "from", spec.path("ingress"), errors);
		rules("spec.egress", "to", spec.path("egress"), errors);
		int index = 0;
		for (JsonNode type : spec.path("policyTypes")) {
			supported("spec.policyTypes[" + index++ + "]", type.asString(""), List.of("Ingress", "Egress"), errors);
		}
	}

	private static void rules(String field, String peers, JsonNode rules, List<FieldError> errors) {
		for (int i = 0; i < rules.size(); i++) {
			JsonNode ports = rules.get(i).path("ports");
			for (int j = 0; j < ports.size(); j++) {
				port(field + "[" + i + "].ports[" + j + "]", ports.get(j), errors);
			}
			JsonNode others = rules.get(i).path(peers);
			for (int j = 0; j < others.size(); j++) {
				peer("%s[%d].%s[%d]".formatted(field, i, peers, j), others.get(j), errors);
			}
		}
	}

	private static void port(String field, JsonNode port, List<FieldError> errors) {
		supported(field + ".protocol", Json.text(port, "protocol", "TCP"), List.of("TCP", "UDP", "SCTP"), errors);
		JsonNode number = port.path("port");
		if (number.isIntegralNumber() && (number.asInt() < 1 || number.asInt() > 65535)) {
			errors.add(FieldError.raw(field + ".port", number.toString(), "must be between 1 and 65535, inclusive"));
		}
	}

	private static void peer(String field, JsonNode peer, List<FieldError> errors) {
		if (peer.isEmpty()) {
			errors.add(FieldError.required(field, "must specify a peer"));
		}
		if (peer.has("ipBlock") && peer.size() > 1) {
			errors.add(FieldError.forbidden(field, "may not specify both ipBlock and another peer"));
		}
		selector(field + ".podSelector", peer.path("podSelector"), errors);
		selector(field + ".namespaceSelector", peer.path("namespaceSelector"), errors);
		if (peer.has("ipBlock")) {
			String cidr = Json.text(peer.path("ipBlock"), "cidr", "");
			if (!CIDR.matcher(cidr).matches()) {
				errors.add(FieldError.invalid(field + ".ipBlock.cidr", cidr,
						"must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"));
			}
		}
	}

	private static void selector(String field, JsonNode selector, List<FieldError> errors) {
		Validation.labels(field + ".matchLabels", selector.path("matchLabels"), errors);
		int index = 0;
		for (JsonNode expression : selector.path("matchExpressions")) {
			String at = field + ".matchExpressions[" + index++ + "]";
			String operator = Json.text(expression, "operator", "");
			switch (operator) {
				case "In", "NotIn" -> {
					if (Json.blank(expression.get("values"))) {
						errors.add(FieldError.required(at + ".values",
								"must be specified when `operator` is 'In' or 'NotIn'"));
					}
				}
				case "Exists", "DoesNotExist" -> {
					if (!Json.blank(expression.get("values"))) {
						errors.add(FieldError.forbidden(at + ".values",
								"may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
					}
				}
				default -> errors.add(FieldError.invalid(at + ".operator", operator, "not a valid selector operator"));
			}
		}
	}

	private static void rules(JsonNode rules, boolean namespaced, List<FieldError> errors) {
		int index = 0;
		for (JsonNode rule : rules) {
			String field = "rules[" + index++ + "]";
			if (Json.blank(rule.get("verbs"))) {
				errors.add(FieldError.required(field + ".verbs", "verbs must contain at least one value"));
			}
			if (!Json.blank(rule.get("nonResourceURLs"))) {
				if (namespaced) {
					errors.add(FieldError.raw(field + ".nonResourceURLs", rule.get("nonResourceURLs").toString(),
							"namespaced rules cannot apply to non-resource URLs"));
				}
				continue;
			}
			if (Json.blank(rule.get("apiGroups"))) {
				errors.add(
						FieldError.required(field + ".apiGroups", "resource rules must supply at least one api group"));
			}
			if (Json.blank(rule.get("resources"))) {
				errors
					.add(FieldError.required(field + ".resources", "resource rules must supply at least one resource"));
			}
		}
	}

	private static void binding(JsonNode object, boolean namespaced, List<FieldError> errors) {
		JsonNode ref = object.path("roleRef");
		supported("roleRef.kind", Json.text(ref, "kind", ""),
				namespaced ? List.of("Role", "ClusterRole") : List.of("ClusterRole"), errors);
		String role = Json.text(ref, "name", "");
		if (role.isEmpty()) {
			errors.add(FieldError.required("roleRef.name", ""));
		}
		else {
			Names.pathSegment(role).forEach((wrong) -> errors.add(FieldError.invalid("roleRef.name", role, wrong)));
		}
		int index = 0;
		for (JsonNode subject : object.path("subjects")) {
			subject("subjects[" + index++ + "]", subject, namespaced, errors);
		}
	}

	private static void subject(String field, JsonNode subject, boolean namespaced, List<FieldError> errors) {
		String name = Json.text(subject, "name", "");
		String kind = Json.text(subject, "kind", "");
		if (name.isEmpty()) {
			errors.add(FieldError.required(field + ".name", ""));
		}
		if (kind.equals("ServiceAccount")) {
			if (!name.isEmpty()) {
				Names.subdomain(name).forEach((wrong) -> errors.add(FieldError.invalid(field + ".name", name, wrong)));
			}
			if (!namespaced && Json.text(subject, "namespace", "").isEmpty()) {
				errors.add(FieldError.required(field + ".namespace", ""));
			}
		}
		supported(field + ".kind", kind, List.of("ServiceAccount", "User", "Group"), errors);
	}

	private static void keys(JsonNode object, List<FieldError> errors) {
		for (String part : List.of("data", "binaryData")) {
			for (String key : object.path(part).propertyNames()) {
				Names.configKey(key)
					.forEach((wrong) -> errors.add(FieldError.invalid(part + "[" + key + "]", key, wrong)));
			}
		}
	}

	private static void size(Kind kind, JsonNode object, List<FieldError> errors) {
		long size = 0;
		for (JsonNode text : object.path("data")) {
			size += kind.is("Secret") ? text.asString("").length() / 4 * 3 : Validation.bytes(text.asString(""));
		}
		for (JsonNode bytes : object.path("binaryData")) {
			size += bytes.asString("").length() / 4 * 3;
		}
		if (size > LARGEST_DATA) {
			errors.add(FieldError.tooLong(kind.is("Secret") ? "data" : "[]", LARGEST_DATA));
		}
	}

	private static void service(JsonNode spec, List<FieldError> errors) {
		if (Json.blank(spec.get("ports")) && !Json.text(spec, "clusterIP", "").equals("None")
				&& !Json.text(spec, "type", "").equals("ExternalName")) {
			errors.add(FieldError.required("spec.ports", ""));
		}
	}

	private static void ingress(JsonNode spec, List<FieldError> errors) {
		if (Json.blank(spec.get("rules")) && Json.blank(spec.get("defaultBackend"))) {
			errors.add(FieldError.raw("spec", "{}", "either `defaultBackend` or `rules` must be specified"));
		}
	}

	private static void securityPolicy(JsonNode spec, List<FieldError> errors) {
		if (Json.blank(spec.get("targetRefs")) && Json.blank(spec.get("targetSelectors"))
				&& Json.blank(spec.get("targetRef"))) {
			errors.add(FieldError.raw("spec", "{}", "either targetRef or targetRefs must be used"));
		}
		String action = Json.text(spec.path("authorization"), "defaultAction", "Deny");
		supported("spec.authorization.defaultAction", action, List.of("Allow", "Deny"), errors);
		int index = 0;
		for (JsonNode rule : spec.at("/authorization/rules")) {
			String field = "spec.authorization.rules[" + index++ + "]";
			supported(field + ".action", Json.text(rule, "action", ""), List.of("Allow", "Deny"), errors);
			JsonNode clients = rule.at("/principal/clientCIDRs");
			if (clients.isArray() && clients.isEmpty()) {
				errors.add(FieldError.raw(field + ".principal.clientCIDRs", "0",
						"spec.authorization.rules[0].principal.clientCIDRs in body should have at least 1 items"));
			}
			cidrs(field + ".principal.clientCIDRs", clients, errors);
		}
	}

	private static void clusterwide(JsonNode spec, List<FieldError> errors) {
		if (spec.has("endpointSelector") == spec.has("nodeSelector")) {
			errors.add(FieldError.raw("spec", "{}", "one of endpointSelector and nodeSelector must be there"));
		}
	}

	private static void cidrs(String field, JsonNode cidrs, List<FieldError> errors) {
		int index = 0;
		for (JsonNode cidr : cidrs) {
			String text = cidr.asString("");
			if (!CIDR.matcher(text).matches()) {
				errors.add(FieldError.invalid(field + "[" + index + "]", text,
						field + "[" + index + "] in body should be a network with its prefix"));
			}
			index++;
		}
	}

	private static void pod(JsonNode spec, List<FieldError> errors) {
		if (Json.blank(spec.get("containers"))) {
			errors.add(FieldError.required("spec.containers", ""));
		}
		int index = 0;
		for (JsonNode container : spec.path("containers")) {
			String field = "spec.containers[" + index++ + "]";
			if (Json.text(container, "name", "").isEmpty()) {
				errors.add(FieldError.required(field + ".name", ""));
			}
			if (Json.text(container, "image", "").isEmpty()) {
				errors.add(FieldError.required(field + ".image", ""));
			}
		}
	}

	private static void supported(String field, String value, List<String> supported, List<FieldError> errors) {
		if (!supported.contains(value)) {
			errors.add(FieldError.unsupported(field, value, supported));
		}
	}

}
