package io.gatehouse.adapter.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.gatehouse.adapter.OtherHand;
import io.gatehouse.adapter.kubernetes.ClusterAddress.Use;
import io.gatehouse.adapter.kubernetes.Posting.Found;
import io.gatehouse.adapter.kubernetes.Posting.Kind;
import io.gatehouse.adapter.kubernetes.Posting.Name;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Text;
import io.gatehouse.sandbox.kubernetes.KubernetesStandIn;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is kept in a cluster outside any request, against a server. */
class PostingsContractTests {

	private static final String JSON = "application/json";

	private static final String MERGE_PATCH = "application/merge-patch+json";

	private static KubernetesPeer peer;

	private static OtherHand other;

	private static Cluster cluster;

	/** What is removed in the end, by path. */
	private static final List<String> MADE = new ArrayList<>();

	private final List<Text> notes = new ArrayList<>();

	@BeforeAll
	static void start() {
		peer = KubernetesPeer.start();
		other = peer.otherHand();
		cluster = peer.adminCluster();
	}

	@AfterAll
	static void end() {
		MADE.forEach((path) -> other.send("DELETE", path, null, null));
		cluster.close();
		peer.close();
	}

	private static String namespace(String name) {
		String full = peer.named(name);
		MADE.add("/api/v1/namespaces/" + full);
		other.send("POST", "/api/v1/namespaces", JSON, "{\"metadata\":{\"name\":\"" + full + "\"}}").ok();
		return full;
	}

	private static Name map(String namespace, String name) {
		return new Name(Kind.CONFIG_MAP, namespace, name);
	}

	private Outcome put(Posting posting) {
		return put(posting, cluster.postings().find(posting.name()).orElse(null));
	}

	private Outcome put(Posting posting, @Nullable Found before) {
		return cluster.postings().put(posting, Map.of("gatehouse.io/test", "1"), before, this.notes::add);
	}

	private static void edit(Name map, String patch) {
		other
			.send("PATCH",
					"/api/v1/namespaces/" + map.namespace() + "/configmaps/" + map.name()
							+ "?fieldManager=kubectl-edit",
					MERGE_PATCH, patch)
			.ok();
	}

	@Test
	void keepsObjectOfItsOwn() {
		Posting posting = Posting.own(map(namespace("own"), "bans"), Map.of("a", "1"));
		assertThat(put(posting)).isEqualTo(Outcome.done());
		Found found = cluster.postings().find(posting.name()).orElseThrow();
		assertThat(found.says(posting.content())).isTrue();
		assertThat(found.says(Map.of("a", "2"))).isFalse();
		assertThat(found.annotations()).containsEntry("gatehouse.io/test", "1");
		assertThat(found.ours()).isTrue();
		assertThat(put(Posting.own(posting.name(), Map.of("b", "2")))).isEqualTo(Outcome.done());
		assertThat(cluster.postings().find(posting.name()).orElseThrow().content()).isEqualTo(Map.of("b", "2"));
		assertThat(cluster.postings().remove(posting.name())).isEqualTo(Outcome.done());
		assertThat(cluster.postings().remove(posting.name())).isEqualTo(Outcome.done());
		assertThat(cluster.postings().find(posting.name())).isEmpty();
	}

	@Test
	void putsItsOwnBackAndTellsWhoHadChangedIt() {
		Posting posting = Posting.own(map(namespace("back"), "bans"), Map.of("a", "1"));
		put(posting);
		edit(posting.name(), "{\"data\":{\"a\":\"9\"}}");
		assertThat(put(posting)).isEqualTo(Outcome.done());
		assertThat(cluster.postings().find(posting.name()).orElseThrow().says(posting.content())).isTrue();
		assertThat(this.notes).singleElement().satisfies((note) -> {
			assertThat(note.key()).isEqualTo("kubernetes.taken-back");
			assertThat(note.arguments().getLast()).contains(".data.a").contains("kubectl-edit");
		});
	}

	@Test
	void takesNothingFromOthersInTheirObject() {
		Name map = map(namespace("theirs"), "controller");
		other
			.send("POST", "/api/v1/namespaces/" + map.namespace() + "/configmaps?fieldManager=helm", JSON,
					"{\"metadata\":{\"name\":\"controller\"},\"data\":{\"theirs\":\"1\",\"contested\":\"1\"}}")
			.ok();
		assertThat(put(Posting.within(map, Map.of("mine", "1")))).isEqualTo(Outcome.done());
		assertThat(cluster.postings().find(map).orElseThrow().content())
			.isEqualTo(Map.of("theirs", "1", "contested", "1", "mine", "1"));
		assertThat(put(Posting.within(map, Map.of("mine", "1", "contested", "2"))))
			.isInstanceOfSatisfying(Outcome.Failed.class, (failed) -> {
				assertThat(failed.reason().key()).isEqualTo("kubernetes.contested");
				assertThat(failed.reason().arguments().getLast()).isEqualTo(".data.contested (helm)");
			});
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> cluster.postings().find(map(map.namespace(), "kube-root-ca.crt")).isPresent());
		assertThat(put(Posting.own(map(map.namespace(), "kube-root-ca.crt"), Map.of("a", "1")))).isInstanceOfSatisfying(
				Outcome.Failed.class, (failed) -> assertThat(failed.reason().key()).isEqualTo("kubernetes.foreign"));
		assertThat(cluster.postings().remove(map(map.namespace(), "kube-root-ca.crt")))
			.isInstanceOf(Outcome.Failed.class);
	}

	@Test
	void makesNoObjectThatIsSomebodyElses() {
		assertThat(put(Posting.within(map(namespace("none"), "controller"), Map.of("mine", "1"))))
			.isInstanceOfSatisfying(Outcome.Failed.class,
					(failed) -> assertThat(failed.reason().key()).isEqualTo("kubernetes.missing"));
	}

	@Test
	void writesNothingThatWasChangedSinceItWasRead() {
		Posting posting = Posting.own(map(namespace("raced"), "bans"), Map.of("a", "1"));
		put(posting);
		Found before = cluster.postings().find(posting.name()).orElseThrow();
		put(Posting.own(posting.name(), Map.of("a", "2")));
		assertThat(put(Posting.own(posting.name(), Map.of("a", "3")), before)).isInstanceOfSatisfying(
				Outcome.RetryAfter.class,
				(retry) -> assertThat(retry.progress().key()).isEqualTo("kubernetes.changed-meanwhile"));
		assertThat(cluster.postings().find(posting.name()).orElseThrow().content()).isEqualTo(Map.of("a", "2"));
	}

	@Test
	void isToldWhatIsTooLarge() {
		String namespace = namespace("large");
		String most = "x".repeat(1024 * 1024);
		assertThat(put(Posting.own(map(namespace, "fits"), Map.of("a", most)))).isEqualTo(Outcome.done());
		assertThat(put(Posting.own(map(namespace, "large"), Map.of("a", most, "b", "x")))).isInstanceOfSatisfying(
				Outcome.Failed.class, (failed) -> assertThat(failed.reason().arguments()).contains("422"));
		assertThat(put(Posting.own(map(namespace, "huge"), Map.of("a", most + most + most)))).isInstanceOfSatisfying(
				Outcome.Failed.class, (failed) -> assertThat(failed.reason().arguments()).contains("413"));
		assertThat(cluster.postings().find(map(namespace, "large"))).isEmpty();
	}

	@Test
	void keepsCustomKinds() {
		String namespace = namespace("custom");
		Posting policy = Posting.own(new Name(Kind.SECURITY_POLICY, namespace, "bans"),
				Map.of("targetRefs",
						List.of(Map.of("group", "gateway.networking.k8s.io", "kind", "Gateway", "name", "web")),
						"authorization", Map.of("defaultAction", "Allow", "rules", List.of(Map.of("name", "bans",
								"action", "Deny", "principal", Map.of("clientCIDRs", List.of("203.0.113.7/32")))))));
		Posting group = Posting.own(new Name(Kind.CIDR_GROUP, null, namespace + "-0"),
				Map.of("externalCIDRs", IntStream.range(0, 200).mapToObj((i) -> "203.0.113." + i + "/32").toList()));
		Posting empty = Posting.own(new Name(Kind.CIDR_GROUP, null, namespace + "-1"),
				Map.of("externalCIDRs", List.of()));
		Posting clusterwide = Posting.own(new Name(Kind.CLUSTERWIDE_POLICY, null, namespace),
				Map.of("endpointSelector", Map.of(), "enableDefaultDeny", Map.of("ingress", false), "ingressDeny",
						List.of(Map.of("fromCIDRSet", List.of(Map.of("cidrGroupRef", namespace + "-0"))))));
		for (Posting posting : List.of(policy, group, empty, clusterwide)) {
			assertThat(put(posting)).as("%s", posting.name()).isEqualTo(Outcome.done());
			assertThat(cluster.postings().find(posting.name()).orElseThrow().says(posting.content()))
				.as("%s", posting.name())
				.isTrue();
			assertThat(cluster.postings().remove(posting.name())).isEqualTo(Outcome.done());
		}
		assertThat(put(Posting.own(group.name(), Map.of("externalCIDRs", List.of("203.0.113.7; deny all")))))
			.isInstanceOf(Outcome.Failed.class);
	}

	@Test
	void takesTheKindsThatTheClusterHas() {
		try (KubernetesStandIn old = KubernetesStandIn.start(KubernetesStandIn.Settings.inMemory("token"));
				Cluster cluster = Cluster.at(
						new KubernetesProperties(old.uri(), "token", null, null,
								new KubernetesProperties.Containers("100m", "128Mi", "256Mi"), KubernetesPeer.LIMITS),
						Clock.systemUTC())) {
			old.withdraw("cilium.io/v2");
			Posting group = Posting.own(new Name(Kind.CIDR_GROUP, null, "bans-0"),
					Map.of("externalCIDRs", List.of("203.0.113.7/32")));
			assertThat(cluster.postings().put(group, Map.of(), null, this.notes::add)).isEqualTo(Outcome.done());
			assertThat(cluster.postings().find(group.name()).orElseThrow().says(group.content())).isTrue();
			old.withdraw("cilium.io/v2alpha1");
			assertThat(cluster.postings().put(group, Map.of(), null, this.notes::add)).isInstanceOfSatisfying(
					Outcome.Failed.class,
					(failed) -> assertThat(failed.reason().key()).isEqualTo("kubernetes.no-kind"));
		}
	}

	@Test
	void readsAddressesOfNodesAndServices() {
		String node = peer.named("node");
		MADE.add("/api/v1/nodes/" + node);
		other
			.send("POST", "/api/v1/nodes", JSON, "{\"metadata\":{\"name\":\"" + node
					+ "\"},\"spec\":{\"podCIDR\":\"10.244.1.0/24\",\"podCIDRs\":[\"10.244.1.0/24\",\"fd00:1::/64\"]}}")
			.ok();
		other.send("PATCH", "/api/v1/nodes/" + node + "/status", MERGE_PATCH, """
				{"status":{"addresses":[{"type":"InternalIP","address":"192.0.2.10"},
				{"type":"ExternalIP","address":"198.51.100.10"},{"type":"Hostname","address":"node-1"}]}}""").ok();
		assertThat(cluster.nodeAddresses()).containsExactlyInAnyOrder(new ClusterAddress("192.0.2.10", Use.NODE, node),
				new ClusterAddress("198.51.100.10", Use.NODE, node),
				new ClusterAddress("10.244.1.0/24", Use.PODS, node), new ClusterAddress("fd00:1::/64", Use.PODS, node));
		String namespace = namespace("services");
		String path = "/api/v1/namespaces/" + namespace + "/services";
		other.send("POST", path, JSON, """
				{"metadata":{"name":"web"},"spec":{"type":"LoadBalancer","clusterIP":"10.96.0.7",
				"externalIPs":["198.51.100.20"],"ports":[{"port":443}]}}""").ok();
		other.send("PATCH", path + "/web/status", MERGE_PATCH,
				"{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"198.51.100.21\"},{\"hostname\":\"lb.example.com\"}]}}}")
			.ok();
		other.send("POST", path, JSON, "{\"metadata\":{\"name\":\"headless\"},\"spec\":{\"clusterIP\":\"None\"}}").ok();
		// Whoever may make a service writes into externalIPs what they like.
		assertThat(cluster.serviceAddresses()).containsExactlyInAnyOrder(
				new ClusterAddress("10.96.0.1", Use.SERVICE, "default/kubernetes"),
				new ClusterAddress("10.96.0.7", Use.SERVICE, namespace + "/web"),
				new ClusterAddress("198.51.100.21", Use.LOAD_BALANCER, namespace + "/web"));
	}

	@Test
	void readsAllIngresses() {
		String namespace = namespace("ingresses");
		String path = "/apis/networking.k8s.io/v1/namespaces/" + namespace + "/ingresses";
		int many = 501;
		for (int i = 0; i < many; i++) {
			other
				.send("POST", path, JSON, "{\"metadata\":{\"name\":\"web-" + i
						+ "\",\"annotations\":{\"a\":\"b\"}},\"spec\":{\"rules\":[{\"host\":\"example.com\"}]}}")
				.ok();
		}
		assertThat(cluster.ingresses()).hasSize(many)
			.allSatisfy((ingress) -> assertThat(ingress.annotations()).containsEntry("a", "b"))
			.anySatisfy((ingress) -> assertThat(ingress).hasToString(namespace + "/web-500"));
	}

}
