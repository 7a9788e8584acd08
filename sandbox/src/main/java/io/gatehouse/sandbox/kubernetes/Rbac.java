package io.gatehouse.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.kubernetes.Store.Key;

/** Decides by the stored roles and bindings what a caller may do. */
final class Rbac {

	/**
	 * What a caller wants to do with a resource.
	 *
	 * @param resource the plural name, with its subresource after a slash
	 */
	record Access(String verb, String group, String resource, @Nullable String namespace, @Nullable String name) {

		String denial(Caller caller) {
			return "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s".formatted(caller.name(), this.verb,
					this.resource, this.group,
					(this.namespace != null) ? "in the namespace \"" + this.namespace + "\"" : "at the cluster scope");
		}
	}

	private final Store store;

	Rbac(Store store) {
		this.store = store;
	}

	boolean allows(Caller caller, Access access) {
		return caller.master() || rules(caller, access.namespace()).stream().anyMatch((rule) -> covers(rule, access));
	}

	boolean allowsPath(Caller caller, String verb, String path) {
		return caller.master() || rules(caller, null).stream()
			.anyMatch((rule) -> has(rule, "verbs", verb) && Json.texts(rule.path("nonResourceURLs"))
				.stream()
				.anyMatch((url) -> url.equals("*") || url.equals(path)
						|| (url.endsWith("*") && path.startsWith(url.substring(0, url.length() - 1)))));
	}

	private List<JsonNode> rules(Caller caller, @Nullable String namespace) {
		List<JsonNode> rules = new ArrayList<>();
		this.store.list(Kinds.CLUSTER_ROLE_BINDING, null).forEach((binding) -> collect(binding, "", caller, rules));
		if (namespace != null) {
			this.store.list(Kinds.ROLE_BINDING, namespace)
				.forEach((binding) -> collect(binding, namespace, caller, rules));
		}
		return rules;
	}

	private void collect(ObjectNode binding, String namespace, Caller caller, List<JsonNode> rules) {
		for (JsonNode subject : binding.path("subjects")) {
			if (matches(subject, caller)) {
				roleRules(binding.path("roleRef"), namespace).forEach(rules::add);
				return;
			}
		}
	}

	private JsonNode roleRules(JsonNode ref, String namespace) {
		boolean role = Json.text(ref, "kind", "").equals("Role");
		return this.store
			.find(new Key(role ? Kinds.ROLE : Kinds.CLUSTER_ROLE, role ? namespace : "", Json.text(ref, "name", "")))
			.map((found) -> found.path("rules"))
			.orElseGet(Json::array);
	}

	private static boolean matches(JsonNode subject, Caller caller) {
		String name = Json.text(subject, "name", "");
		return switch (Json.text(subject, "kind", "")) {
			case "User" -> caller.name().equals(name);
			case "Group" -> caller.groups().contains(name);
			case "ServiceAccount" ->
				caller.name().equals("system:serviceaccount:" + Json.text(subject, "namespace", "") + ":" + name);
			default -> false;
		};
	}

	private static boolean covers(JsonNode rule, Access access) {
		int slash = access.resource().indexOf('/');
		boolean resource = has(rule, "resources", access.resource())
				|| (slash > 0 && Json.texts(rule.path("resources")).contains("*" + access.resource().substring(slash)));
		List<String> names = Json.texts(rule.path("resourceNames"));
		return resource && has(rule, "verbs", access.verb()) && has(rule, "apiGroups", access.group())
				&& (names.isEmpty() || (access.name() != null && names.contains(access.name())));
	}

	private static boolean has(JsonNode rule, String list, String value) {
		List<String> values = Json.texts(rule.path(list));
		return values.contains("*") || values.contains(value);
	}

	/**
	 * Refuses a role or binding that would give rights which its writer lacks.
	 * @throws io.gatehouse.sandbox.http.HttpFault 403
	 */
	void refuseEscalation(Caller caller, Kind kind, ObjectNode object) {
		String name = Json.text(object.path("metadata"), "name", "");
		String namespace = kind.namespaced() ? Json.text(object.path("metadata"), "namespace", "") : null;
		boolean binding = object.has("roleRef");
		JsonNode ref = object.path("roleRef");
		boolean clusterRole = !binding ? !kind.namespaced() : Json.text(ref, "kind", "").equals("ClusterRole");
		Access exemption = new Access(binding ? "bind" : "escalate", Kinds.RBAC, clusterRole ? "clusterroles" : "roles",
				namespace, binding ? Json.text(ref, "name", "") : name);
		if (allows(caller, exemption)) {
			return;
		}
		JsonNode wanted = binding ? roleRules(ref, (namespace != null) ? namespace : "") : object.path("rules");
		List<String> missing = new ArrayList<>();
		wanted.forEach((rule) -> missing(caller, rule, namespace, missing));
		if (!missing.isEmpty()) {
			throw Statuses.forbidden(kind, name,
					"user \"%s\" (groups=[%s]) is attempting to grant RBAC permissions not currently held:\n%s"
						.formatted(caller.name(),
								String.join(" ", caller.groups().stream().map((group) -> '"' + group + '"').toList()),
								String.join("\n", missing)));
		}
	}

	private void missing(Caller caller, JsonNode rule, @Nullable String namespace, List<String> missing) {
		for (String group : Json.texts(rule.path("apiGroups"))) {
			for (String resource : Json.texts(rule.path("resources"))) {
				List<String> verbs = Json.texts(rule.path("verbs"))
					.stream()
					.filter((verb) -> !allows(caller, new Access(verb, group, resource, namespace, null)))
					.toList();
				if (!verbs.isEmpty()) {
					missing.add("{APIGroups:[\"%s\"], Resources:[\"%s\"], Verbs:[\"%s\"]}".formatted(group, resource,
							String.join("\" \"", verbs)));
				}
			}
		}
	}

}
