package io.gatehouse.ban.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.adapter.kubernetes.Posting.Kind;
import io.gatehouse.ban.list.Layout;

/**
 * Groups of networks in Cilium, and a policy that drops what comes from them.
 *
 * @see <a href=
 * "https://docs.cilium.io/en/stable/network/kubernetes/ciliumcidrgroup/">CiliumCIDRGroup</a>
 */
final class CiliumOutput implements Output {

	private static final int AROUND = 3;

	private final IngressProperties.Cilium properties;

	CiliumOutput(IngressProperties.Cilium properties) {
		this.properties = properties;
	}

	@Override
	public String name() {
		return "cilium";
	}

	@Override
	public String title() {
		return "Cilium";
	}

	@Override
	public Plan plan(Layout list) {
		List<String> entries = Shards.cidrs(list);
		List<List<String>> parts = Shards.cut(entries, AROUND, Shards.OBJECT);
		if (parts.size() > this.properties.mostShards()) {
			return Plan.TooLarge.of(title(), entries.size(), Shards.bytes(entries, AROUND),
					this.properties.mostShards() * Shards.filled(Shards.OBJECT));
		}
		List<Posting> groups = new ArrayList<>();
		List<Map<String, String>> references = new ArrayList<>();
		for (List<String> part : parts) {
			Posting.Name name = group(groups.size());
			groups.add(Posting.own(name, Map.of("externalCIDRs", part)));
			references.add(Map.of("cidrGroupRef", name.name()));
		}
		return new Plan.Objects(groups, policy(references));
	}

	private Posting policy(List<Map<String, String>> references) {
		Map<String, ?> selector = this.properties.endpoints().isEmpty() ? Map.of()
				: Map.of("matchLabels", this.properties.endpoints());
		// A policy that drops something makes pods drop all that nothing allows, if it
		// does not say otherwise.
		return Posting.own(new Posting.Name(Kind.CLUSTERWIDE_POLICY, null, this.properties.name()),
				Map.of("description", "Bans of Gatehouse", "endpointSelector", selector, "enableDefaultDeny",
						Map.of("ingress", false, "egress", false), "ingressDeny",
						List.of(Map.of("fromCIDRSet", references))));
	}

	private Posting.Name group(int number) {
		return new Posting.Name(Kind.CIDR_GROUP, null, this.properties.name() + "-" + number);
	}

	@Override
	public Optional<Posting.Name> shard(int number) {
		return (number < this.properties.mostShards()) ? Optional.of(group(number)) : Optional.empty();
	}

}
