package io.gatehouse.ban.ingress;

import java.util.List;
import java.util.Map;

import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.adapter.kubernetes.Posting.Kind;
import io.gatehouse.ban.list.Layout;

/**
 * A policy of Envoy Gateway that refuses what is banned and lets through all else.
 *
 * @see <a href=
 * "https://gateway.envoyproxy.io/docs/api/extension_types/#authorization">Authorization</a>
 */
final class EnvoyOutput implements Output {

	/** An entry stands in quotes, with a comma after it. */
	private static final int AROUND = 3;

	private final Posting.Name policy;

	private final List<Map<String, String>> targets;

	EnvoyOutput(IngressProperties.Envoy properties) {
		this.policy = new Posting.Name(Kind.SECURITY_POLICY, properties.namespace(), properties.name());
		this.targets = properties.targetRefs()
			.stream()
			.map((target) -> Map.of("group", target.group(), "kind", target.kind(), "name", target.name()))
			.toList();
	}

	@Override
	public String name() {
		return "envoy";
	}

	@Override
	public String title() {
		return "Envoy Gateway";
	}

	@Override
	public Plan plan(Layout list) {
		List<String> entries = Shards.cidrs(list);
		long bytes = Shards.bytes(entries, AROUND);
		if (bytes > Shards.OBJECT) {
			return Plan.TooLarge.of(title(), entries.size(), bytes, Shards.OBJECT);
		}
		// A rule for nobody is not allowed.
		List<?> rules = entries.isEmpty() ? List.of()
				: List.of(Map.of("name", "bans", "action", "Deny", "principal", Map.of("clientCIDRs", entries)));
		return new Plan.Objects(List.of(), Posting.own(this.policy,
				Map.of("targetRefs", this.targets, "authorization", Map.of("defaultAction", "Allow", "rules", rules))));
	}

}
