package io.gatehouse.adapter.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/**
 * What all pods of a namespace may take together. Memory counts by what is reserved and
 * by limit, so that it is never promised twice; CPU by what is reserved alone.
 */
final class QuotaObject extends ClusterObject {

	static final String KIND = "quota";

	private static final Map<String, List<String>> HARD = Map.of("cpu", List.of("requests.cpu"), "memory",
			List.of("requests.memory", "limits.memory"), "pods", List.of("pods"));

	QuotaObject(Origin origin, Key key, Map<String, String> desired) {
		super(origin, ApiKind.QUOTA, key, desired);
	}

	@Override
	protected void fill(GenericKubernetesResource manifest, SortedMap<String, String> attributes) {
		Map<String, Object> hard = new TreeMap<>();
		attributes.forEach((attribute, value) -> HARD.getOrDefault(attribute, List.of())
			.forEach((resource) -> hard.put(resource, value)));
		manifest.setAdditionalProperty("spec", Map.of("hard", hard));
	}

	@Override
	protected SortedMap<String, String> attributes(GenericKubernetesResource found) {
		SortedMap<String, String> attributes = new TreeMap<>();
		HARD.forEach((attribute, resources) -> {
			List<Object> values = resources.stream()
				.map((resource) -> found.<Object>get("spec", "hard", resource))
				.toList();
			if (values.stream().anyMatch(Objects::nonNull)) {
				attributes.put(attribute, String.join(", ", new TreeSet<>(values.stream().map(this::text).toList())));
			}
		});
		return attributes;
	}

	private String text(Object value) {
		return (value != null) ? Quantities.canonical(value.toString()) : "-";
	}

	@Override
	protected List<FieldPath> fields(String attribute) {
		return HARD.getOrDefault(attribute, List.of())
			.stream()
			.map((resource) -> FieldPath.of("spec", "hard", resource))
			.toList();
	}

}
