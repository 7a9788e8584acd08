package io.gatehouse.ban.ingress;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.ban.ingress.IngressProperties.Cilium;
import io.gatehouse.ban.ingress.IngressProperties.Envoy;
import io.gatehouse.ban.ingress.IngressProperties.Geo;
import io.gatehouse.ban.ingress.IngressProperties.Nginx;
import io.gatehouse.ban.ingress.IngressProperties.Target;
import io.gatehouse.ban.list.Layout;
import io.gatehouse.ban.net.Family;
import io.gatehouse.ban.net.Network;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What each output says of a list. */
class OutputTests {

	private static final Layout SMALL = list("203.0.113.7", "2001:db8::7", "198.51.100.0/24", "2001:db8:1::/48");

	private static final Layout NONE = list();

	private final Output nginx = new NginxOutput(new Nginx("ingress-nginx", "controller"));

	private final Output envoy = new EnvoyOutput(
			new Envoy("web", "bans", List.of(new Target("gateway.networking.k8s.io", "Gateway", "web"))));

	private final Output geo = new GeoOutput(new Geo("web", "bans", "/etc/nginx/bans", 4));

	private final Output cilium = new CiliumOutput(new Cilium("bans", Map.of("zone", "edge"), 4));

	private static Layout list(String... networks) {
		List<Network> all = Stream.of(networks).map(Network::parse).toList();
		return new Layout(all.stream().filter(Network::single).toList(),
				all.stream().filter((network) -> !network.single()).toList(), List.of());
	}

	private static Layout singles(int first, int count) {
		return new Layout(IntStream.range(first, first + count)
			.mapToObj((i) -> new Network(Family.V4, 0, 0x0b000000L + 2L * i, 32))
			.toList(), List.of(), List.of());
	}

	private static Plan.Objects objects(Plan plan) {
		return (Plan.Objects) plan;
	}

	@Test
	void listsForNginxWithCommas() {
		Posting head = objects(this.nginx.plan(SMALL)).head();
		assertThat(head.shared()).isTrue();
		assertThat(head.content())
			.isEqualTo(Map.of("block-cidrs", "198.51.100.0/24,2001:db8:1::/48,203.0.113.7,2001:db8::7"));
		assertThat(objects(this.nginx.plan(NONE)).head().content()).isEqualTo(Map.of("block-cidrs", ""));
	}

	@Test
	void deniesInEnvoyAndAllowsAllElse() {
		assertThat(objects(this.envoy.plan(SMALL)).head().content()).isEqualTo(Map.of("targetRefs",
				List.of(Map.of("group", "gateway.networking.k8s.io", "kind", "Gateway", "name", "web")),
				"authorization",
				Map.of("defaultAction", "Allow", "rules", List
					.of(Map.of("name", "bans", "action", "Deny", "principal", Map.of("clientCIDRs",
							List.of("198.51.100.0/24", "2001:db8:1::/48", "203.0.113.7/32", "2001:db8::7/128")))))));
		assertThat(objects(this.envoy.plan(NONE)).head().content()).extracting("authorization")
			.isEqualTo(Map.of("defaultAction", "Allow", "rules", List.of()));
	}

	@Test
	void writesOneFileForGeoWhereItFits() {
		Plan.Objects plan = objects(this.geo.plan(SMALL));
		assertThat(plan.shards()).isEmpty();
		assertThat(plan.head().name().name()).isEqualTo("bans");
		assertThat(plan.head().content().get("banned.conf").toString()).endsWith("""
				198.51.100.0/24 1;
				2001:db8:1::/48 1;
				203.0.113.7 1;
				2001:db8::7 1;
				""");
	}

	@Test
	void includesFilesForGeoWhereOneIsTooSmall() {
		Layout list = singles(0, 150_000);
		Plan.Objects plan = objects(this.geo.plan(list));
		assertThat(plan.shards()).extracting((shard) -> shard.name().name()).startsWith("bans-0", "bans-1", "bans-2");
		assertThat(plan.head().content().get("banned.conf").toString())
			.contains("include /etc/nginx/bans/banned-0.conf;\n")
			.contains("include /etc/nginx/bans/banned-2.conf;\n");
		List<String> lines = new ArrayList<>();
		plan.shards().forEach((shard) -> shard.content().values().forEach((text) -> {
			assertThat(text.toString().length()).isLessThanOrEqualTo(1024 * 1024);
			text.toString().lines().filter((line) -> !line.startsWith("#")).forEach(lines::add);
		}));
		assertThat(lines).isEqualTo(list.singles().stream().map((single) -> single + " 1;").toList());
	}

	@Test
	void groupsForCiliumAndDropsNothingElse() {
		Plan.Objects plan = objects(this.cilium.plan(SMALL));
		assertThat(plan.shards()).singleElement().satisfies((group) -> {
			assertThat(group.name().name()).isEqualTo("bans-0");
			assertThat(group.content()).isEqualTo(Map.of("externalCIDRs",
					List.of("198.51.100.0/24", "2001:db8:1::/48", "203.0.113.7/32", "2001:db8::7/128")));
		});
		assertThat(plan.head().content()).isEqualTo(Map.of("description", "Bans of Gatehouse", "endpointSelector",
				Map.of("matchLabels", Map.of("zone", "edge")), "enableDefaultDeny",
				Map.of("ingress", false, "egress", false), "ingressDeny",
				List.of(Map.of("fromCIDRSet", List.of(Map.of("cidrGroupRef", "bans-0"))))));
	}

	@Test
	void refusesWhatDoesNotFit() {
		Layout large = singles(0, 400_000);
		for (Output output : List.of(this.nginx, this.envoy, this.geo, this.cilium)) {
			assertThat(output.plan(large)).isInstanceOfSatisfying(Plan.TooLarge.class, (refused) -> {
				assertThat(refused.why().key()).isEqualTo("ban.output.too-large");
				assertThat(refused.why().arguments()).startsWith(output.title(), "400000");
			});
		}
	}

	@Test
	void changesOnePartWhereOneEntryComes() {
		Layout before = singles(0, 150_000);
		List<Network> more = new ArrayList<>(before.singles());
		more.add(1000, new Network(Family.V4, 0, more.get(1000).low() - 1, 32));
		Layout after = new Layout(more, List.of(), List.of());
		List<Posting> changed = new ArrayList<>(objects(this.geo.plan(after)).shards());
		changed.removeAll(new HashSet<>(objects(this.geo.plan(before)).shards()));
		assertThat(changed).hasSize(1);
	}

}
