package io.gatehouse.adapter.kubernetes;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import org.jspecify.annotations.Nullable;

/** What the pods of a namespace may exchange with others. */
final class NetworkPolicyObject extends ClusterObject {

	static final String KIND = "network-policy";

	static final String INCOMING = "incoming";

	static final String OUTGOING = "outgoing";

	private static final String PODS = "pods-concerned";

	private static final String ALL = "all";

	NetworkPolicyObject(Origin origin, Key key, Map<String, String> desired) {
		super(origin, ApiKind.NETWORK_POLICY, key, forAllPods(desired));
	}

	private static Map<String, String> forAllPods(Map<String, String> desired) {
		Map<String, String> all = new TreeMap<>(desired);
		all.put(PODS, ALL);
		return all;
	}

	@Override
	protected void fill(GenericKubernetesResource manifest, SortedMap<String, String> attributes) {
		manifest.setAdditionalProperty("spec",
				Map.of("podSelector", Map.of(), "policyTypes", List.of("Ingress", "Egress"), "ingress",
						Traffic.named(attributes.get(INCOMING)).rules("from"), "egress",
						Traffic.named(attributes.get(OUTGOING)).rules("to")));
	}

	@Override
	protected SortedMap<String, String> attributes(GenericKubernetesResource found) {
		SortedMap<String, String> attributes = new TreeMap<>();
		Object selector = found.get("spec", "podSelector");
		attributes.put(PODS, (selector == null || Map.of().equals(selector)) ? ALL : Json.of(selector));
		attributes.put(INCOMING, traffic(found, "Ingress", "ingress", "from"));
		attributes.put(OUTGOING, traffic(found, "Egress", "egress", "to"));
		return attributes;
	}

	private static String traffic(GenericKubernetesResource found, String type, String field, String peers) {
		if (!(found.get("spec", "policyTypes") instanceof List<?> types) || !types.contains(type)) {
			return "not restricted";
		}
		Object rules = found.get("spec", field);
		return Traffic.words((rules != null) ? rules : List.of(), peers);
	}

	@Override
	protected List<FieldPath> fields(String attribute) {
		return switch (attribute) {
			case INCOMING -> List.of(FieldPath.of("spec", "ingress"), FieldPath.of("spec", "policyTypes"));
			case OUTGOING -> List.of(FieldPath.of("spec", "egress"), FieldPath.of("spec", "policyTypes"));
			case PODS -> List.of(FieldPath.of("spec", "podSelector"));
			default -> List.of();
		};
	}

	/** The sets of rules that the portal writes, each with its words. */
	enum Traffic {

		NONE("none"), DNS("DNS"), INSIDE("same namespace");

		private static final String CLUSTER_SYSTEM = "kube-system";

		private final String words;

		Traffic(String words) {
			this.words = words;
		}

		String words() {
			return this.words;
		}

		static Traffic named(@Nullable String words) {
			return Arrays.stream(values())
				.filter((traffic) -> traffic.words.equals(words))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("No such traffic: " + words));
		}

		static String words(Object rules, String peers) {
			return Arrays.stream(values())
				.filter((traffic) -> traffic.rules(peers).equals(rules))
				.findFirst()
				.map(Traffic::words)
				.orElseGet(() -> Json.of(rules));
		}

		/**
		 * The rules as a policy has them; never absent, so that an empty list is ours.
		 */
		List<Map<String, Object>> rules(String peers) {
			return switch (this) {
				case NONE -> List.of();
				case DNS -> List.of(Map.of(peers,
						List.of(Map.of("namespaceSelector",
								Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", CLUSTER_SYSTEM)))),
						"ports",
						List.of(Map.of("protocol", "UDP", "port", 53), Map.of("protocol", "TCP", "port", 53))));
				case INSIDE -> List.of(Map.of(peers, List.of(Map.of("podSelector", Map.of()))));
			};
		}

	}

}
