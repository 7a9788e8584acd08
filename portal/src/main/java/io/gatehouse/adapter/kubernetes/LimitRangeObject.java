package io.gatehouse.adapter.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/** What a container of a namespace gets that does not say what it needs. */
final class LimitRangeObject extends ClusterObject {

	static final String KIND = "limit-range";

	static final String CPU = "default-cpu";

	static final String MEMORY = "default-memory";

	static final String MEMORY_LIMIT = "default-memory-limit";

	private static final String OTHER = "other-limits";

	LimitRangeObject(Origin origin, Key key, Map<String, String> desired) {
		super(origin, ApiKind.LIMIT_RANGE, key, withoutOthers(desired));
	}

	/** The list has one owner, so anything else in it is somebody's change. */
	private static Map<String, String> withoutOthers(Map<String, String> desired) {
		Map<String, String> all = new TreeMap<>(desired);
		all.put(OTHER, "-");
		return all;
	}

	@Override
	protected void fill(GenericKubernetesResource manifest, SortedMap<String, String> attributes) {
		Map<String, Object> container = Map.of("type", "Container", "defaultRequest",
				Map.of("cpu", attributes.get(CPU), "memory", attributes.get(MEMORY)), "default",
				Map.of("memory", attributes.get(MEMORY_LIMIT)));
		manifest.setAdditionalProperty("spec", Map.of("limits", List.of(container)));
	}

	@Override
	protected SortedMap<String, String> attributes(GenericKubernetesResource found) {
		SortedMap<String, String> attributes = new TreeMap<>();
		List<String> others = new ArrayList<>();
		if (found.get("spec", "limits") instanceof List<?> limits) {
			for (Object limit : limits) {
				if (limit instanceof Map<?, ?> values && "Container".equals(values.get("type"))) {
					container(values, attributes, others);
				}
				else {
					others.add(Json.of(limit));
				}
			}
		}
		attributes.put(OTHER, others.isEmpty() ? "-" : String.join(", ", others));
		return attributes;
	}

	private void container(Map<?, ?> limits, SortedMap<String, String> attributes, List<String> others) {
		limits.forEach((name, values) -> {
			if (values instanceof Map<?, ?> quantities) {
				quantities.forEach((resource, quantity) -> {
					String value = Quantities.canonical(quantity.toString());
					switch (name + "." + resource) {
						case "defaultRequest.cpu" -> attributes.put(CPU, value);
						case "defaultRequest.memory" -> attributes.put(MEMORY, value);
						case "default.memory" -> attributes.put(MEMORY_LIMIT, value);
						default -> others.add(name + " " + resource + " " + value);
					}
				});
			}
		});
	}

	@Override
	protected List<FieldPath> fields(String attribute) {
		return List.of(FieldPath.of("spec", "limits"));
	}

}
