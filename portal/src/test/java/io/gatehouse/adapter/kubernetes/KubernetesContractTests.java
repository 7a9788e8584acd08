package io.gatehouse.adapter.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.gatehouse.adapter.KernelContext;
import io.gatehouse.adapter.OtherHand;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the adapter promises, against the stand-in or a real server. */
class KubernetesContractTests {

	private static final String MERGE_PATCH = "application/merge-patch+json";

	private static final String JSON = "application/json";

	private static final List<String> MADE = new ArrayList<>();

	private static KubernetesPeer peer;

	private static OtherHand other;

	private static Cluster cluster;

	@BeforeAll
	static void start() {
		peer = KubernetesPeer.start();
		other = peer.otherHand();
		cluster = peer.cluster();
	}

	@AfterAll
	static void stop() {
		MADE.forEach((namespace) -> other.send("DELETE", "/api/v1/namespaces/" + namespace, null, null));
		cluster.close();
		peer.close();
	}

	@Test
	void holdsNamespace() {
		String name = made("holds");
		Resource namespace = cluster.namespace(name).podSecurity("restricted").ownedBy("teams/payments");
		holds(namespace);
		assertThat(namespace.read(KernelContext.fresh()).link()).hasToString("https://console.example.com/ns/" + name);
	}

	@Test
	void holdsWhatIsInNamespace() {
		String name = namespace("inside");
		for (Resource resource : List.of(cluster.quota(name, "2000m", "1024Mi", 20), cluster.limitRange(name),
				cluster.defaultDeny(name), cluster.allowInside(name),
				cluster.roleBinding(name, "edit", "teams/payments"))) {
			holds(resource);
			assertThat(resource.remove(KernelContext.fresh())).isEqualTo(Outcome.done());
			assertThat(resource.read(KernelContext.fresh()).present()).isFalse();
			assertThat(resource.remove(KernelContext.fresh())).isEqualTo(Outcome.done());
		}
	}

	private void holds(Resource resource) {
		KernelContext context = KernelContext.fresh();
		assertThat(resource.read(context).present()).isFalse();
		assertThat(resource.apply(context)).isEqualTo(Outcome.done());
		Resource.State state = resource.read(context);
		assertThat(state.attributes()).isEqualTo(resource.desired());
		assertThat(state.changedBy()).isEmpty();
		Resource recorded = cluster.recorded(resource.key(), resource.desired());
		assertThat(recorded.desired()).isEqualTo(resource.desired());
		assertThat(recorded.apply(context)).isEqualTo(Outcome.done());
		assertThat(recorded.read(context)).isEqualTo(state);
	}

	@Test
	void readsQuantitiesAsTheServerWritesThem() {
		String name = namespace("quantities");
		int number = 0;
		for (String given : List.of("2000m", "1.5", ".5", "1000", "100000", "1024Mi", "1.5Gi", "0.5Ki", "0Gi", "1000M",
				"1000Mi", "1023Mi", "3072Gi")) {
			String written = other
				.send("POST", "/api/v1/namespaces/" + name + "/resourcequotas", JSON,
						"{\"metadata\":{\"name\":\"q" + number++ + "\"},\"spec\":{\"hard\":{\"requests.memory\":\""
								+ given + "\"}}}")
				.ok()
				.body()
				.at("/spec/hard/requests.memory")
				.asString();
			assertThat(Quantities.canonical(given)).as(given).isEqualTo(written);
		}
	}

	@Test
	void changesQuota() {
		String name = namespace("changes");
		cluster.quota(name, "2", "4Gi", 20).apply(KernelContext.fresh());
		Resource larger = cluster.quota(name, "4", "8Gi", 20);
		assertThat(larger.apply(KernelContext.fresh())).isEqualTo(Outcome.done());
		assertThat(larger.read(KernelContext.fresh()).attributes()).isEqualTo(larger.desired());
	}

	@Test
	void namesWhoChangedAttributeAndTakesItBack() {
		String name = namespace("drift");
		Resource quota = cluster.quota(name, "2", "4Gi", 20);
		quota.apply(KernelContext.fresh());
		other
			.send("PATCH", "/api/v1/namespaces/" + name + "/resourcequotas/gatehouse?fieldManager=kubectl-edit",
					MERGE_PATCH, "{\"spec\":{\"hard\":{\"requests.cpu\":\"64\"}}}")
			.ok();
		Resource.State drifted = quota.read(KernelContext.fresh());
		assertThat(drifted.attributes()).containsEntry("cpu", "64").containsEntry("memory", "4Gi");
		assertThat(drifted.changedBy()).containsOnly(Map.entry("cpu", "kubectl-edit"));
		assertThat(quota.apply(KernelContext.fresh())).isEqualTo(Outcome.done());
		assertThat(quota.read(KernelContext.fresh()).attributes()).isEqualTo(quota.desired());
	}

	@Test
	void takesBackRuleThatSomebodyAddedToThePolicy() {
		String name = namespace("rule");
		Resource policy = cluster.defaultDeny(name);
		policy.apply(KernelContext.fresh());
		other
			.send("PATCH",
					"/apis/networking.k8s.io/v1/namespaces/" + name
							+ "/networkpolicies/default-deny?fieldManager=kubectl",
					MERGE_PATCH, "{\"spec\":{\"ingress\":[{}]}}")
			.ok();
		Resource.State drifted = policy.read(KernelContext.fresh());
		assertThat(drifted.attributes()).containsEntry("incoming", "[{}]").containsEntry("outgoing", "DNS");
		assertThat(drifted.changedBy()).containsEntry("incoming", "kubectl");
		assertThat(policy.apply(KernelContext.fresh())).isEqualTo(Outcome.done());
		assertThat(policy.read(KernelContext.fresh()).attributes()).isEqualTo(policy.desired());
	}

	@Test
	void seesOneWeakenedLabelOfPodSecurity() {
		String name = made("labels");
		Resource namespace = cluster.namespace(name).podSecurity("restricted");
		namespace.apply(KernelContext.fresh());
		other
			.send("PATCH", "/api/v1/namespaces/" + name + "?fieldManager=kubectl-label", MERGE_PATCH,
					"{\"metadata\":{\"labels\":{\"pod-security.kubernetes.io/enforce\":\"privileged\"}}}")
			.ok();
		Resource.State drifted = namespace.read(KernelContext.fresh());
		assertThat(drifted.attributes()).containsEntry("pod-security",
				"enforce privileged, warn restricted, audit restricted");
		assertThat(drifted.changedBy()).containsEntry("pod-security", "kubectl-label");
		assertThat(namespace.apply(KernelContext.fresh())).isEqualTo(Outcome.done());
		assertThat(namespace.read(KernelContext.fresh()).attributes()).isEqualTo(namespace.desired());
	}

	@Test
	void doesNotTakeFieldThatNoPlanShows() {
		String name = made("contested");
		Resource namespace = cluster.namespace(name).podSecurity("restricted");
		namespace.apply(KernelContext.fresh());
		other
			.send("PATCH", "/api/v1/namespaces/" + name + "?fieldManager=helm", MERGE_PATCH,
					"{\"metadata\":{\"labels\":{\"app.kubernetes.io/managed-by\":\"Helm\"}}}")
			.ok();
		assertThat(namespace.apply(KernelContext.fresh())).isInstanceOfSatisfying(Outcome.Failed.class, (failed) -> {
			assertThat(failed.reason().key()).isEqualTo("kubernetes.contested");
			assertThat(failed.reason().arguments().get(1)).contains("app.kubernetes.io/managed-by").contains("(helm)");
		});
	}

	@Test
	void leavesSomebodysNamespaceAlone() {
		String name = made("foreign");
		create(name);
		Resource namespace = cluster.namespace(name).podSecurity("restricted");
		assertThat(namespace.read(KernelContext.fresh()).present()).isTrue();
		assertThat(namespace.apply(KernelContext.fresh())).isInstanceOfSatisfying(Outcome.Failed.class,
				(failed) -> assertThat(failed.reason().arguments()).containsExactly("Namespace " + name, "someone"));
		assertThat(namespace.remove(KernelContext.fresh())).isInstanceOf(Outcome.Failed.class);
		assertThat(namespace.read(KernelContext.fresh()).present()).isTrue();
	}

	@Test
	void givesAnotherRoleByMakingTheBindingAnew() {
		String name = namespace("role");
		cluster.roleBinding(name, "view", "teams/payments").apply(KernelContext.fresh());
		Resource edit = cluster.roleBinding(name, "edit", "teams/payments");
		assertThat(edit.read(KernelContext.fresh()).attributes()).containsEntry("cluster-role", "view");
		assertThat(edit.apply(KernelContext.fresh())).isEqualTo(Outcome.done());
		assertThat(edit.read(KernelContext.fresh()).attributes()).isEqualTo(edit.desired());
	}

	@Test
	void goesOnAfterBindingWasRemovedAndNotMadeAnew() {
		String name = namespace("cut");
		cluster.roleBinding(name, "view", "teams/payments").apply(KernelContext.fresh());
		Resource edit = cluster.roleBinding(name, "edit", "teams/payments");
		assertThatExceptionOfType(KernelContext.Lost.class).isThrownBy(() -> edit.apply(KernelContext.lostAfter(1)));
		assertThat(edit.read(KernelContext.fresh()).present()).isFalse();
		assertThat(edit.apply(KernelContext.fresh())).isEqualTo(Outcome.done());
		assertThat(edit.read(KernelContext.fresh()).attributes()).isEqualTo(edit.desired());
	}

	@Test
	void waitsForOldNamespaceToGoAndTellsWhatHoldsIt() {
		String name = namespace("going");
		other
			.send("POST", "/api/v1/namespaces/" + name + "/configmaps", JSON,
					"{\"metadata\":{\"name\":\"held\",\"finalizers\":[\"example.com/held\"]}}")
			.ok();
		Resource namespace = cluster.namespace(name);
		assertThat(namespace.remove(KernelContext.fresh())).isInstanceOf(Outcome.RetryAfter.class);
		assertThat(namespace.read(KernelContext.fresh()).present()).isFalse();
		assertThat(namespace.apply(KernelContext.fresh())).isInstanceOfSatisfying(Outcome.RetryAfter.class,
				(later) -> assertThat(later.progress().key()).isEqualTo("kubernetes.going"));
		assertThat(cluster.quota(name, "1", "1Gi", 1).apply(KernelContext.fresh())).isInstanceOfSatisfying(
				Outcome.RetryAfter.class,
				(later) -> assertThat(later.progress().key()).isEqualTo("kubernetes.namespace-going"));
		eventually(() -> assertThat(namespace.remove(KernelContext.fresh())).isInstanceOfSatisfying(
				Outcome.RetryAfter.class,
				(later) -> assertThat(later.progress().key()).isEqualTo("kubernetes.removing-left")));
		other
			.send("PATCH", "/api/v1/namespaces/" + name + "/configmaps/held", MERGE_PATCH,
					"{\"metadata\":{\"finalizers\":null}}")
			.ok();
		eventually(() -> assertThat(namespace.remove(KernelContext.fresh())).isEqualTo(Outcome.done()));
		assertThat(cluster.quota(name, "1", "1Gi", 1).remove(KernelContext.fresh())).isEqualTo(Outcome.done());
		assertThat(namespace.apply(KernelContext.fresh())).isEqualTo(Outcome.done());
	}

	@Test
	void removalNoteCountsWhatIsLostAndMayBeCounted() {
		String name = namespace("note");
		other
			.send("POST", "/api/v1/namespaces/" + name + "/secrets", JSON,
					"{\"metadata\":{\"name\":\"one\"},\"stringData\":{\"a\":\"b\"}}")
			.ok();
		assertThat(cluster.namespace(name).removalNote(KernelContext.fresh())).hasValueSatisfying((note) -> {
			assertThat(note.key()).isEqualTo("kubernetes.removal-note-uncounted");
			assertThat(note.arguments()).startsWith(name, "0", "0", "0", "0").endsWith("?");
		});
		assertThat(cluster.namespace(peer.named("never")).removalNote(KernelContext.fresh())).isEmpty();
	}

	@Test
	void refusesWhatTheServerRefuses() {
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(() -> cluster.namespace("Not_A_Name").apply(KernelContext.fresh()))
			.satisfies((refused) -> assertThat(refused.words().key()).isEqualTo("kubernetes.refused"));
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(() -> cluster.quota(peer.named("never"), "1", "1Gi", 1).apply(KernelContext.fresh()))
			.satisfies((refused) -> assertThat(refused.words().arguments()).startsWith("404"));
	}

	@Test
	void saysThatTheTokenIsUnknown() {
		try (Cluster stranger = peer.cluster("wrong")) {
			assertThatExceptionOfType(Refused.class)
				.isThrownBy(() -> stranger.namespace("any").read(KernelContext.fresh()))
				.satisfies((refused) -> assertThat(refused.words().key()).isEqualTo("kubernetes.unauthenticated"))
				.satisfies((refused) -> assertThat(refused.toString()).doesNotContain("wrong"));
		}
	}

	@Test
	void writesNothingOnceAnotherWorkerHasTheRequest() {
		Resource namespace = cluster.namespace(peer.named("lost"));
		assertThatExceptionOfType(KernelContext.Lost.class)
			.isThrownBy(() -> namespace.apply(KernelContext.lostAfter(0)));
		assertThat(namespace.read(KernelContext.fresh()).present()).isFalse();
	}

	@Test
	void answersProbe() {
		cluster.probe();
		assertThat(cluster.health().up()).isTrue();
		assertThat(cluster.health().latency()).isNotNull();
	}

	private static String namespace(String name) {
		String made = made(name);
		assertThat(cluster.namespace(made).apply(KernelContext.fresh())).isEqualTo(Outcome.done());
		return made;
	}

	private static String made(String name) {
		String made = peer.named(name);
		MADE.add(made);
		return made;
	}

	private static void create(String name) {
		other
			.send("POST", "/api/v1/namespaces?fieldManager=someone", JSON,
					"{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"a\":\"b\"}}}")
			.ok();
	}

	private static void eventually(ThrowingRunnable check) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(check);
	}

}
