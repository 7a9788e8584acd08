package io.gatehouse.sandbox.kubernetes;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents by which clients learn what the server has. */
final class Discovery {

	static final String AUTHORIZATION = "authorization.k8s.io";

	static final String AUTHENTICATION = "authentication.k8s.io";

	private static final List<String> GROUPS = List.of(AUTHENTICATION, AUTHORIZATION, "networking.k8s.io", Kinds.RBAC,
			"gateway.envoyproxy.io", "cilium.io");

	private Discovery() {
	}

	/** The document at a path without its leading slash; null where there is none. */
	static @Nullable ObjectNode at(List<String> path) {
		if (path.equals(List.of("version"))) {
			return Json.object()
				.put("major", "1")
				.put("minor", "36")
				.put("gitVersion", "v1.36.4")
				.put("gitCommit", "stand-in")
				.put("gitTreeState", "")
				.put("buildDate", "1970-01-01T00:00:00Z")
				.put("goVersion", "")
				.put("compiler", "")
				.put("platform", "stand-in");
		}
		if (path.equals(List.of("api"))) {
			ObjectNode versions = Json.object().put("kind", "APIVersions");
			versions.putArray("versions").add("v1");
			return versions;
		}
		if (path.equals(List.of("apis"))) {
			ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
			ArrayNode groups = list.putArray("groups");
			GROUPS.forEach((group) -> groups.add(group(group)));
			return list;
		}
		if (path.equals(List.of("api", "v1"))) {
			return resources("", "v1");
		}
		boolean group = path.size() > 1 && path.get(0).equals("apis") && GROUPS.contains(path.get(1));
		if (group && path.size() == 2) {
			return group(path.get(1)).put("kind", "APIGroup").put("apiVersion", "v1");
		}
		return (group && path.size() == 3 && versions(path.get(1)).contains(path.get(2)))
				? resources(path.get(1), path.get(2)) : null;
	}

	private static ObjectNode group(String name) {
		ObjectNode group = Json.object().put("name", name);
		ArrayNode versions = group.putArray("versions");
		versions(name).forEach(
				(version) -> versions.addObject().put("groupVersion", name + "/" + version).put("version", version));
		group.set("preferredVersion", versions.get(0).deepCopy());
		return group;
	}

	/** The versions of a group, the preferred one first. */
	private static List<String> versions(String group) {
		List<String> versions = Kinds.ALL.stream()
			.filter((kind) -> kind.group().equals(group))
			.map(Kind::version)
			.distinct()
			.toList();
		return versions.isEmpty() ? List.of("v1") : versions;
	}

	private static ObjectNode resources(String group, String version) {
		ObjectNode list = Json.object()
			.put("kind", "APIResourceList")
			.put("apiVersion", "v1")
			.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
		ArrayNode resources = list.putArray("resources");
		Kinds.ALL.stream()
			.filter((kind) -> kind.group().equals(group) && kind.version().equals(version))
			.forEach((kind) -> {
				resource(resources, kind.plural(), kind.kind(), kind.namespaced(),
						List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"))
					.set("shortNames", Json.array().addAll(kind.shortNames().stream().map(Json::string).toList()));
				if (kind.status()) {
					resource(resources, kind.plural() + "/status", kind.kind(), kind.namespaced(),
							List.of("get", "patch", "update"));
				}
			});
		switch (group) {
			case "" -> {
				resource(resources, "namespaces/finalize", "Namespace", false, List.of("update"));
				resource(resources, "serviceaccounts/token", "TokenRequest", true, List.of("create"));
			}
			case AUTHENTICATION -> resource(resources, "tokenreviews", "TokenReview", false, List.of("create"));
			case AUTHORIZATION -> {
				resource(resources, "selfsubjectaccessreviews", "SelfSubjectAccessReview", false, List.of("create"));
				resource(resources, "subjectaccessreviews", "SubjectAccessReview", false, List.of("create"));
			}
			default -> {
			}
		}
		return list;
	}

	private static ObjectNode resource(ArrayNode resources, String name, String kind, boolean namespaced,
			List<String> verbs) {
		ObjectNode resource = resources.addObject()
			.put("name", name)
			.put("singularName", name.contains("/") ? "" : kind.toLowerCase(java.util.Locale.ROOT))
			.put("namespaced", namespaced)
			.put("kind", kind);
		resource.set("verbs", Json.array().addAll(verbs.stream().map(Json::string).toList()));
		return resource;
	}

}
