package io.gatehouse.ban.ingress;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** From a form to what the cluster is told. */
@OnStage
@TestPropertySource(properties = { "gatehouse.bans.ingress.nginx.namespace=kube-public",
		"gatehouse.bans.ingress.nginx.name=controller", "gatehouse.bans.ingress.envoy.namespace=kube-public",
		"gatehouse.bans.ingress.envoy.name=bans", "gatehouse.bans.ingress.envoy.target-refs[0].name=web",
		"gatehouse.bans.ingress.geo.namespace=kube-public", "gatehouse.bans.ingress.geo.name=bans",
		"gatehouse.bans.ingress.cilium.name=bans", "gatehouse.bans.ingress.every=1s",
		"gatehouse.bans.ingress.discover-every=500ms", "gatehouse.bans.most-drop-percent=100" })
@ExtendWith(OutputCaptureExtension.class)
class PublishingTests {

	private static final String JSON = "application/json";

	private static final String MERGE_PATCH = "application/merge-patch+json";

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

	@BeforeEach
	void installController() {
		if (this.stage.kubernetes().find("v1", "configmaps", "kube-public", "controller").isEmpty()) {
			this.stage.clusterHand()
				.send("POST", "/api/v1/namespaces/kube-public/configmaps?fieldManager=helm", JSON,
						"{\"metadata\":{\"name\":\"controller\"},\"data\":{\"use-gzip\":\"true\"}}")
				.ok();
		}
	}

	private Asset ban(String addresses) {
		ServiceRequest request = this.journey.ask("olga", "ban", "addresses=" + addresses, "reason=flood",
				"where=INGRESS", "lasts=1");
		return this.journey.asset(this.journey.await(request, RequestState.SUCCEEDED));
	}

	private String data(String name, String key) {
		return this.stage.kubernetes()
			.find("v1", "configmaps", "kube-public", name)
			.map((found) -> found.path("data").path(key).asString(""))
			.orElse("");
	}

	private Optional<? extends JsonNode> group(int number) {
		return this.stage.kubernetes().find("cilium.io/v2", "ciliumcidrgroups", null, "bans-" + number);
	}

	private JsonNode policy() {
		return this.stage.kubernetes()
			.find("gateway.envoyproxy.io/v1alpha1", "securitypolicies", "kube-public", "bans")
			.orElseThrow();
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
		assertThat(data("controller", "block-cidrs").split(",")).contains("203.0.113.7");
		assertThat(data("controller", "use-gzip")).isEqualTo("true");
		assertThat(data("bans", "banned.conf")).contains("203.0.113.7 1;\n");
		assertThat(policy().toString()).contains("203.0.113.7/32");
		assertThat(group(0).orElseThrow().toString()).contains("203.0.113.7/32");
		long version = this.lists.told(Scope.INGRESS).orElseThrow().version();
		assertThat(policy().at("/metadata/annotations").path(Publisher.VERSION).asString(""))
			.isEqualTo(String.valueOf(version));
		assertThat(this.enforcer.places(Scope.INGRESS, 0)).extracting(Place::state)
			.containsOnly(State.ENFORCED)
			.hasSize(4);
		assertThat(this.enforcer.places(Scope.hosts("first"), 0)).isEmpty();
		this.journey.await(this.journey.ask("olga", asset, Verb.REVOKE), RequestState.SUCCEEDED);
		this.journey.until(() -> data("controller", "block-cidrs"), (list) -> !list.contains("203.0.113.7"));
		this.journey.until(() -> policy().toString(), (policy) -> !policy.contains("203.0.113.7"));
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
		this.stage.clusterHand().send("DELETE", "/api/v1/namespaces/kube-public/configmaps/bans", null, null).ok();
		this.stage.clusterHand()
			.send("PATCH", "/apis/gateway.envoyproxy.io/v1alpha1/namespaces/kube-public/securitypolicies/bans",
					MERGE_PATCH, "{\"spec\":{\"authorization\":{\"rules\":[]}}}")
			.ok();
		this.journey.until(() -> data("bans", "banned.conf"), (file) -> file.contains("203.0.113.10 1;"));
		this.journey.until(() -> policy().toString(), (policy) -> policy.contains("203.0.113.10/32"));
	}

	@Test
	void saysWhoElseSetsTheControllersList() {
		ban("203.0.113.11");
		this.stage.kubernetes()
			.patch("v1", "configmaps", "kube-public", "controller", "{\"data\":{\"block-cidrs\":\"192.0.2.1\"}}",
					"kubectl-edit");
		Publication stopped = until("nginx", State.STOPPED);
		assertThat(stopped.message().key()).isEqualTo("kubernetes.contested");
		assertThat(stopped.message().arguments().getLast()).isEqualTo(".data.block-cidrs (kubectl-edit)");
		assertThat(data("controller", "block-cidrs")).isEqualTo("192.0.2.1");
		assertThat(this.enforcer.matters()).isNotEmpty();
		assertThat(this.command.publish()).isEqualTo(1);
		this.stage.kubernetes()
			.patch("v1", "configmaps", "kube-public", "controller", "{\"data\":{\"block-cidrs\":null}}",
					"kubectl-edit");
		until("nginx", State.ENFORCED);
		assertThat(data("controller", "block-cidrs")).contains("203.0.113.11");
	}

	@Test
	void putsNothingOlderInPlaceOfNewer() {
		ban("203.0.113.12");
		this.stage.kubernetes()
			.patch("v1", "configmaps", "kube-public", "bans",
					"{\"metadata\":{\"annotations\":{\"gatehouse.io/bans-version\":\"999999\"}},\"data\":{\"banned.conf\":\"newer\"}}",
					"kubectl-edit");
		Publication stopped = until("geo", State.STOPPED);
		assertThat(stopped.message().key()).isEqualTo("ban.output.newer");
		assertThat(stopped.message().arguments()).contains("999999");
		assertThat(data("bans", "banned.conf")).isEqualTo("newer");
		this.stage.kubernetes()
			.patch("v1", "configmaps", "kube-public", "bans",
					"{\"metadata\":{\"annotations\":{\"gatehouse.io/bans-version\":null}}}", "kubectl-edit");
		until("geo", State.ENFORCED);
		assertThat(data("bans", "banned.conf")).contains("203.0.113.12 1;");
	}

	@Test
	void publishesWhatIsNewerByNowInsteadOfComplaining() {
		ban("203.0.113.15");
		long next = this.lists.told(Scope.INGRESS).orElseThrow().version() + 1;
		this.stage.kubernetes()
			.patch("v1", "configmaps", "kube-public", "bans",
					"{\"metadata\":{\"annotations\":{\"gatehouse.io/bans-version\":\"" + next
							+ "\"}},\"data\":{\"banned.conf\":\"by another portal\"}}",
					"kubectl-edit");
		ban("203.0.113.16");
		until("geo", State.ENFORCED);
		assertThat(data("bans", "banned.conf")).contains("203.0.113.16 1;");
	}

	@Test
	void cutsLongListsAndTidiesUpAfterThem() {
		// A list that would become empty is held back.
		ban("203.0.113.14");
		this.stage.clusterHand()
			.send("POST", "/api/v1/namespaces/kube-public/configmaps?fieldManager=kubectl", JSON,
					"{\"metadata\":{\"name\":\"bans-0\"}}")
			.ok();
		this.stage.sql("""
				with made as (insert into ban (name, source, scope, reason, made_by, reference, since, entries, digest)
					values ('long', 'FEED', 'ingress', 'long', 'test', 'test', now(), 150000, 'long') returning id),
				entries as (insert into ban_entry (ban_id, network)
					select id, '11.0.0.0'::inet + 2 * n from made, generate_series(1, 150000) n)
				insert into ban_change (ban_id, scope, added) select id, 'ingress', true from made""");
		assertThat(until("geo", State.STOPPED).message().key()).isEqualTo("kubernetes.foreign");
		assertThat(data("bans-1", "banned-1.conf")).isNotEmpty();
		assertThat(data("bans", "banned.conf")).as("the last list stays until all of the next is there")
			.contains("203.0.113.14 1;")
			.doesNotContain("include");
		this.stage.clusterHand().send("DELETE", "/api/v1/namespaces/kube-public/configmaps/bans-0", null, null).ok();
		this.journey.until(
				() -> this.publications.find("geo").orElseThrow().version()
						- this.lists.told(Scope.INGRESS).orElseThrow().version(),
				(behind) -> behind == 0 && data("bans", "banned.conf").contains("include"));
		assertThat(data("bans", "banned.conf")).contains("include /etc/nginx/bans/banned-1.conf;");
		assertThat(data("bans-0", "banned-0.conf")).contains("11.0.0.2 1;");
		this.journey.until(() -> group(1), Optional::isPresent);
		until("cilium", State.ENFORCED);
		Publication large = until("nginx", State.STOPPED);
		assertThat(large.message().key()).isEqualTo("ban.output.too-large");
		assertThat(data("controller", "block-cidrs")).doesNotContain("11.0.0.2");
		this.stage.sql("""
				with gone as (delete from ban where name = 'long' returning id)
				insert into ban_change (ban_id, scope, added) select id, 'ingress', false from gone""");
		this.journey.until(() -> data("bans-0", "banned-0.conf"), String::isEmpty);
		this.journey.until(() -> group(1), Optional::isEmpty);
		assertThat(group(0)).isPresent();
		assertThat(data("bans", "banned.conf")).doesNotContain("include");
		until("nginx", State.ENFORCED);
	}

	@Test
	void warnsOfIngressesThatSwitchTheListOff() {
		String path = "/apis/networking.k8s.io/v1/namespaces/kube-public/ingresses";
		for (var each : Map
			.of("lists", "\"nginx.ingress.kubernetes.io/whitelist-source-range\":\"192.0.2.0/24\"", "snippet",
					"\"nginx.ingress.kubernetes.io/configuration-snippet\":\"more_set_headers a;\\n deny 192.0.2.7;\"",
					"harmless", "\"nginx.ingress.kubernetes.io/configuration-snippet\":\"add_header X allow;\"")
			.entrySet()) {
			this.stage.clusterHand()
				.send("POST", path, JSON,
						"{\"metadata\":{\"name\":\"" + each.getKey() + "\",\"annotations\":{" + each.getValue()
								+ "}},\"spec\":{\"rules\":[{\"host\":\"example.com\"}]}}")
				.ok();
		}
		ban("203.0.113.13");
		List<Report> reports = this.publisher.now();
		assertThat(reports.getFirst().warnings()).extracting((warning) -> warning.arguments().getFirst())
			.containsExactlyInAnyOrder("kube-public/lists", "kube-public/snippet");
		assertThat(this.publications.find("nginx").orElseThrow().warnings()).isEqualTo(reports.getFirst().warnings());
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
		Posting.Name name = new Posting.Name(Kind.CONFIG_MAP, "kube-public", "unwarned");
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
		assertThat(data("unwarned", "list")).contains("203.0.113.17");
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
		this.stage.clusterHand()
			.send("POST", "/api/v1/nodes", JSON,
					"{\"metadata\":{\"name\":\"node-1\"},\"spec\":{\"podCIDRs\":[\"10.244.7.0/24\"]}}")
			.ok();
		List<Kept> found = this.journey.until(
				() -> this.protection.all().stream().filter((kept) -> kept.origin() == Origin.CLUSTER).toList(),
				(kept) -> kept.size() == 2);
		assertThat(found).allSatisfy((kept) -> assertThat(kept.owner()).isEqualTo("cluster")).anySatisfy((kept) -> {
			assertThat(kept.network()).hasToString("10.244.7.0/24");
			assertThat(kept.reason()).isEqualTo("pods of the node node-1");
		}).anySatisfy((kept) -> assertThat(kept.reason()).isEqualTo("address of the service default/kubernetes"));
		this.stage.clusterHand().send("DELETE", "/api/v1/nodes/node-1", null, null).ok();
		new ClusterNetworks(this.cluster, this.protection, this.properties).find();
		assertThat(this.protection.all()).as("an answer of no nodes is not believed").containsAll(found);
	}

}
