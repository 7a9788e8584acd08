package io.gatehouse.ban.ingress;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.adapter.kubernetes.Cluster;
import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.adapter.kubernetes.Posting.Found;
import io.gatehouse.adapter.kubernetes.Posting.Kind;
import io.gatehouse.ban.ingress.Publications.Publication;
import io.gatehouse.ban.ingress.Publisher.Report;
import io.gatehouse.ban.list.Enforcer.Place;
import io.gatehouse.ban.list.Enforcer.State;
import io.gatehouse.ban.list.Layout;
import io.gatehouse.ban.list.Lists;
import io.gatehouse.ban.list.Lists.Published;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Protection.Origin;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From a form to what the cluster is told, by a portal that the chart set up: the cluster
 * that the environment names, or else the stand-in.
 */
@OnStage
@ContextConfiguration(initializers = PublishingCluster.Initializer.class)
@TestPropertySource(properties = { "gatehouse.bans.ingress.every=1s", "gatehouse.bans.ingress.discover-every=500ms",
		"gatehouse.bans.most-drop-percent=100" })
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class PublishingTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Publisher publisher;

	@Autowired
	PublishCommand command;

	@Autowired
	Publications publications;

	@Autowired
	IngressEnforcer enforcer;

	@Autowired
	IngressProperties properties;

	@Autowired
	Lists lists;

	@Autowired
	Protection protection;

	@Autowired
	Cluster cluster;

	@Autowired
	PublishingCluster told;

	private Asset ban(String addresses) {
		ServiceRequest request = this.journey.ask("olga", "ban", "addresses=" + addresses, "reason=flood",
				"where=INGRESS", "lasts=1");
		return this.journey.asset(this.journey.await(request, RequestState.SUCCEEDED));
	}

	private Publication until(String output, State state) {
		return this.journey
			.until(() -> this.publications.find(output),
					(found) -> found.filter((publication) -> publication.state() == state).isPresent())
			.orElseThrow();
	}

	@Test
	void isDoneOnceAllOutputsHaveIt() {
		Asset asset = ban("203.0.113.7");
		assertThat(this.told.data("controller", "block-cidrs").split(",")).contains("203.0.113.7");
		assertThat(this.told.data("controller", "use-gzip")).isEqualTo("true");
		assertThat(this.told.data("bans", "banned.conf")).contains("203.0.113.7 1;\n");
		assertThat(this.told.envoyPolicy().toString()).contains("203.0.113.7/32");
		assertThat(this.told.group(0).orElseThrow().toString()).contains("203.0.113.7/32");
		long version = this.lists.told(Scope.INGRESS).orElseThrow().version();
		assertThat(this.told.envoyPolicy().at("/metadata/annotations").path(Publisher.VERSION).asString(""))
			.isEqualTo(String.valueOf(version));
		assertThat(this.enforcer.places(Scope.INGRESS, 0)).extracting(Place::state)
			.containsOnly(State.ENFORCED)
			.hasSize(4);
		assertThat(this.enforcer.places(Scope.hosts("first"), 0)).isEmpty();
		this.journey.await(this.journey.ask("olga", asset, Verb.REVOKE), RequestState.SUCCEEDED);
		this.journey.until(() -> this.told.data("controller", "block-cidrs"), (list) -> !list.contains("203.0.113.7"));
		for (Supplier<Object> each : List.<Supplier<Object>>of(this.told::envoyPolicy,
				() -> this.told.data("bans", "banned.conf"), () -> this.told.group(0).orElseThrow())) {
			this.journey.until(() -> each.get().toString(), (list) -> !list.contains("203.0.113.7"));
		}
	}

	@Test
	void writesNothingThatIsThereAlready(CapturedOutput printed) {
		ban("203.0.113.8");
		assertThat(this.command.publish()).isZero();
		assertThat(printed.getOut().lines().filter((line) -> line.contains(": Version ")))
			.extracting((line) -> line.replaceFirst(": Version .*; ", ": "))
			.containsExactly("ingress-nginx: nothing had to be written.", "Envoy Gateway: nothing had to be written.",
					"nginx geo: nothing had to be written.", "Cilium: nothing had to be written.");
	}

	@Test
	void goesOnAfterRestart() {
		ban("203.0.113.9");
		Publisher restarted = new Publisher(new Outputs(this.properties), this.lists, this.cluster, this.publications);
		assertThat(restarted.now()).allSatisfy((report) -> {
			assertThat(report.state()).isEqualTo(State.ENFORCED);
			assertThat(report.words().arguments().getLast()).isEqualTo("0");
		});
	}

	@Test
	void putsBackWhatSomebodyTookAway() {
		ban("203.0.113.10");
		this.told.remove("configmaps", "bans");
		this.told.edit("securitypolicies", "bans", "{\"spec\":{\"authorization\":{\"rules\":[]}}}");
		this.told.edit("ciliumcidrgroups", this.told.namespace() + "-0",
				"{\"spec\":{\"externalCIDRs\":[\"192.0.2.1/32\"]}}");
		this.told.edit("ciliumclusterwidenetworkpolicies", this.told.namespace(),
				"{\"spec\":{\"enableDefaultDeny\":{\"ingress\":true},\"ingressDeny\":[]}}");
		this.journey.until(() -> this.told.data("bans", "banned.conf"), (file) -> file.contains("203.0.113.10 1;"));
		this.journey.until(() -> this.told.envoyPolicy().toString(), (policy) -> policy.contains("203.0.113.10/32"));
		this.journey.until(() -> this.told.group(0).orElseThrow().at("/spec/externalCIDRs").toString(),
				(group) -> group.contains("203.0.113.10/32") && !group.contains("192.0.2.1"));
		JsonNode policy = this.journey.until(this.told::ciliumPolicy,
				(found) -> found.at("/spec/ingressDeny").size() == 1);
		assertThat(policy.at("/spec/enableDefaultDeny/ingress").asBoolean(true)).isFalse();
		assertThat(policy.at("/spec/ingressDeny/0/fromCIDRSet/0/cidrGroupRef").asString())
			.isEqualTo(this.told.namespace() + "-0");
		for (String output : List.of("envoy", "geo", "cilium")) {
			until(output, State.ENFORCED);
		}
	}

	/** By hand and where another manager has the field: the portal's own is its own. */
	@Test
	void putsBackWhatSomebodyChangedInItsOwn() {
		ban("203.0.113.19");
		String before = this.told.data("bans", "banned.conf");
		assertThat(before).contains("203.0.113.19 1;");
		this.told.edit("configmaps", "bans", "{\"data\":{\"banned.conf\":\"192.0.2.1 1;\\n\"}}");
		this.journey.until(() -> this.told.data("bans", "banned.conf"), before::equals);
		ban("203.0.113.20");
		assertThat(this.told.data("bans", "banned.conf")).contains("203.0.113.19 1;\n", "203.0.113.20 1;\n");
	}

	@Test
	void saysWhoElseSetsTheControllersList() {
		ban("203.0.113.11");
		this.told.edit("configmaps", "controller", "{\"data\":{\"block-cidrs\":\"192.0.2.1\"}}");
		Publication stopped = until("nginx", State.STOPPED);
		assertThat(stopped.message().key()).isEqualTo("kubernetes.contested");
		assertThat(stopped.message().arguments().getLast()).isEqualTo(".data.block-cidrs (kubectl-edit)");
		assertThat(this.told.data("controller", "block-cidrs")).isEqualTo("192.0.2.1");
		assertThat(this.enforcer.matters()).isNotEmpty();
		assertThat(this.command.publish()).isEqualTo(1);
		this.told.edit("configmaps", "controller", "{\"data\":{\"block-cidrs\":null}}");
		until("nginx", State.ENFORCED);
		assertThat(this.told.data("controller", "block-cidrs")).contains("203.0.113.11");
	}

	@Test
	void putsNothingOlderInPlaceOfNewer() {
		ban("203.0.113.12");
		this.told.edit("configmaps", "bans",
				"{\"metadata\":{\"annotations\":{\"gatehouse.io/bans-version\":\"999999\"}},\"data\":{\"banned.conf\":\"newer\"}}");
		Publication stopped = until("geo", State.STOPPED);
		assertThat(stopped.message().key()).isEqualTo("ban.output.newer");
		assertThat(stopped.message().arguments()).contains("999999");
		assertThat(this.told.data("bans", "banned.conf")).isEqualTo("newer");
		this.told.edit("configmaps", "bans", "{\"metadata\":{\"annotations\":{\"gatehouse.io/bans-version\":null}}}");
		until("geo", State.ENFORCED);
		assertThat(this.told.data("bans", "banned.conf")).contains("203.0.113.12 1;");
	}

	@Test
	void publishesWhatIsNewerByNowInsteadOfComplaining() {
		ban("203.0.113.15");
		long next = this.lists.told(Scope.INGRESS).orElseThrow().version() + 1;
		this.told.edit("configmaps", "bans", "{\"metadata\":{\"annotations\":{\"gatehouse.io/bans-version\":\"" + next
				+ "\"}},\"data\":{\"banned.conf\":\"by another portal\"}}");
		ban("203.0.113.16");
		until("geo", State.ENFORCED);
		assertThat(this.told.data("bans", "banned.conf")).contains("203.0.113.16 1;");
	}

	@Test
	void cutsLongListsAndTidiesUpAfterThem() {
		// A list that would become empty is held back.
		ban("203.0.113.14");
		this.told.make("configmaps", "{\"metadata\":{\"name\":\"bans-0\"}}");
		this.stage.sql("""
				with made as (insert into ban (name, source, scope, reason, made_by, reference, since, entries, digest)
					values ('long', 'FEED', 'ingress', 'long', 'test', 'test', now(), 150000, 'long') returning id),
				entries as (insert into ban_entry (ban_id, network)
					select id, '11.0.0.0'::inet + 2 * n from made, generate_series(1, 150000) n)
				insert into ban_change (ban_id, scope, added) select id, 'ingress', true from made""");
		assertThat(until("geo", State.STOPPED).message().key()).isEqualTo("kubernetes.foreign");
		assertThat(this.told.data("bans-1", "banned-1.conf")).isNotEmpty();
		assertThat(this.told.data("bans", "banned.conf")).as("the last list stays until all of the next is there")
			.contains("203.0.113.14 1;")
			.doesNotContain("include");
		this.told.remove("configmaps", "bans-0");
		this.journey.until(
				() -> this.publications.find("geo").orElseThrow().version()
						- this.lists.told(Scope.INGRESS).orElseThrow().version(),
				(behind) -> behind == 0 && this.told.data("bans", "banned.conf").contains("include"));
		assertThat(this.told.data("bans", "banned.conf")).contains("include /etc/nginx/bans/banned-1.conf;");
		assertThat(this.told.data("bans-0", "banned-0.conf")).contains("11.0.0.2 1;");
		this.journey.until(() -> this.told.group(1), Optional::isPresent);
		until("cilium", State.ENFORCED);
		Publication large = until("nginx", State.STOPPED);
		assertThat(large.message().key()).isEqualTo("ban.output.too-large");
		assertThat(this.told.data("controller", "block-cidrs")).doesNotContain("11.0.0.2");
		this.stage.sql("""
				with gone as (delete from ban where name = 'long' returning id)
				insert into ban_change (ban_id, scope, added) select id, 'ingress', false from gone""");
		this.journey.until(() -> this.told.data("bans-0", "banned-0.conf"), String::isEmpty);
		this.journey.until(() -> this.told.group(1), Optional::isEmpty);
		assertThat(this.told.group(0)).isPresent();
		assertThat(this.told.data("bans", "banned.conf")).doesNotContain("include");
		until("nginx", State.ENFORCED);
	}

	@Test
	void warnsOfIngressesThatSwitchTheListOff() {
		Map<String, String> annotations = Map.of("lists",
				"\"nginx.ingress.kubernetes.io/whitelist-source-range\":\"192.0.2.0/24\"", "snippet",
				"\"nginx.ingress.kubernetes.io/configuration-snippet\":\"more_set_headers a;\\n deny 192.0.2.7;\"",
				"harmless", "\"nginx.ingress.kubernetes.io/configuration-snippet\":\"add_header X allow;\"");
		annotations.forEach((name, annotation) -> this.told.make("ingresses", """
				{"metadata": {"name": "%s", "annotations": {%s}}, "spec": {"rules": [{"host": "example.com"}]}}"""
			.formatted(name, annotation)));
		ban("203.0.113.13");
		List<Report> reports = this.publisher.now();
		assertThat(reports.getFirst().warnings()).extracting((warning) -> warning.arguments().getFirst())
			.containsExactlyInAnyOrder(this.told.namespace() + "/lists", this.told.namespace() + "/snippet");
		assertThat(this.publications.find("nginx").orElseThrow().warnings()).isEqualTo(reports.getFirst().warnings());
		annotations.keySet().forEach((name) -> this.told.remove("ingresses", name));
	}

	/** An output that is somebody's own in these tests. */
	private Publisher publisherTo(Output output) {
		return new Publisher(new Outputs(this.properties) {

			@Override
			List<Output> all() {
				return List.of(output);
			}

		}, this.lists, this.cluster, this.publications);
	}

	private abstract static class Fake implements Output {

		private final String name;

		Fake(String name) {
			this.name = name;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public String title() {
			return this.name;
		}

	}

	@Test
	void isThereEvenWhereNobodyCanSayWhatSwitchesItOff() {
		ban("203.0.113.17");
		// Of those that the portal may write.
		Posting.Name name = new Posting.Name(Kind.CONFIG_MAP, this.told.namespace(), "bans-7");
		Publisher publisher = publisherTo(new Fake("unwarned") {

			@Override
			public Plan plan(Layout list) {
				return new Plan.Objects(List.of(),
						Posting.own(name, Map.of("list", String.join(",", Shards.entries(list)))));
			}

			@Override
			public List<Text> warnings(Cluster cluster, Found head) {
				throw new Unavailable(Text.of("kubernetes.failing"), null, null);
			}

		});
		Report report = publisher.now().getFirst();
		assertThat(report.state()).isEqualTo(State.ENFORCED);
		assertThat(report.warnings()).extracting(Text::key).containsExactly("ban.output.not-looked");
		assertThat(this.told.data("bans-7", "list")).contains("203.0.113.17");
		assertThat(this.publications.find("unwarned").orElseThrow().state()).isEqualTo(State.ENFORCED);
	}

	@Test
	void looksOnceMoreForWhatCameAfterTheLastAttempt() {
		ban("203.0.113.18");
		AtomicInteger looks = new AtomicInteger();
		Publisher publisher = publisherTo(new Fake("unreachable") {

			@Override
			public Plan plan(Layout list) {
				looks.incrementAndGet();
				throw new Unavailable(Text.of("kubernetes.failing"), null, null);
			}

		});
		Published event = new Published(Scope.INGRESS, 1);
		publisher.published(event);
		publisher.published(event);
		this.journey.until(looks::get, (count) -> count == 10);
		publisher.published(event);
		assertThat(this.journey.until(looks::get, (count) -> count > 10)).isGreaterThan(10);
	}

	@Test
	void protectsTheClustersOwnAddresses() {
		this.told.make("nodes",
				"{\"metadata\":{\"name\":\"node-1\"},\"spec\":{\"podCIDRs\":[\"10.244.7.0/24\"],\"podCIDR\":\"10.244.7.0/24\"}}");
		List<Kept> found = this.journey.until(
				() -> this.protection.all().stream().filter((kept) -> kept.origin() == Origin.CLUSTER).toList(),
				(kept) -> kept.size() == 2);
		assertThat(found).allSatisfy((kept) -> assertThat(kept.owner()).isEqualTo("cluster")).anySatisfy((kept) -> {
			assertThat(kept.network()).hasToString("10.244.7.0/24");
			assertThat(kept.reason()).isEqualTo("pods of the node node-1");
		}).anySatisfy((kept) -> assertThat(kept.reason()).isEqualTo("address of the service default/kubernetes"));
		this.told.remove("nodes", "node-1");
		new ClusterNetworks(this.cluster, this.protection, this.properties).find();
		assertThat(this.protection.all()).as("an answer of no nodes is not believed").containsAll(found);
	}

}
