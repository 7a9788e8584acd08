package io.gatehouse.adapter.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/** What the members of a group may do in a namespace. */
final class RoleBindingObject extends ClusterObject {

	static final String KIND = "role-binding";

	static final String ROLE = "cluster-role";

	static final String GROUP = "group";

	private static final String API_GROUP = "rbac.authorization.k8s.io";

	RoleBindingObject(Origin origin, Key key, Map<String, String> desired) {
		super(origin, ApiKind.ROLE_BINDING, key, desired);
	}

	/** RBAC names may hold colons, the paths of groups may not. */
	static String nameFor(String group) {
		return "gatehouse:" + group.replace('/', ':');
	}

	@Override
	protected void fill(GenericKubernetesResource manifest, SortedMap<String, String> attributes) {
		manifest.setAdditionalProperty("roleRef",
				Map.of("apiGroup", API_GROUP, "kind", "ClusterRole", "name", attributes.get(ROLE)));
		manifest.setAdditionalProperty("subjects",
				List.of(Map.of("apiGroup", API_GROUP, "kind", "Group", "name", attributes.get(GROUP))));
	}

	@Override
	protected SortedMap<String, String> attributes(GenericKubernetesResource found) {
		SortedMap<String, String> attributes = new TreeMap<>();
		if (found.get("roleRef") instanceof Map<?, ?> role) {
			attributes.put(ROLE, "ClusterRole".equals(role.get("kind")) ? String.valueOf(role.get("name"))
					: role.get("kind") + " " + role.get("name"));
		}
		if (found.get("subjects") instanceof List<?> subjects) {
			attributes.put(GROUP,
					subjects.stream().map(RoleBindingObject::subject).sorted().collect(Collectors.joining(", ")));
		}
		return attributes;
	}

	private static String subject(Object subject) {
		if (!(subject instanceof Map<?, ?> fields)) {
			return String.valueOf(subject);
		}
		String name = ((fields.get("namespace") != null) ? fields.get("namespace") + "/" : "") + fields.get("name");
		return "Group".equals(fields.get("kind")) ? name : fields.get("kind") + " " + name;
	}

	@Override
	protected List<FieldPath> fields(String attribute) {
		return switch (attribute) {
			case ROLE -> List.of(FieldPath.of("roleRef"));
			case GROUP -> List.of(FieldPath.of("subjects"));
			default -> List.of();
		};
	}

	/** The role of a binding can't be changed. */
	@Override
	protected boolean mustBeMadeAnew(GenericKubernetesResource found, SortedMap<String, String> attributes) {
		return !String.valueOf(attributes.get(ROLE)).equals(attributes(found).get(ROLE));
	}

}
