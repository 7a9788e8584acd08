package io.gatehouse.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.adapter.OtherHand;
import io.gatehouse.adapter.kubernetes.KubernetesPeer;
import io.gatehouse.adapter.vault.VaultPeer;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.upkeep.DriftCheck;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole project in the cluster and the Vault that the environment names, or else in the
 * stand-ins, by a portal that has just the rights that the documents name.
 */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = ProjectContractTests.OnPeers.class)
@Import(Journey.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class ProjectContractTests {

	private static final String JSON = "application/json";

	private static final String MERGE_PATCH = "application/merge-patch+json";

	/** Of this run: a cluster may have seen others. */
	private final String run = UUID.randomUUID().toString().substring(0, 8);

	private final String own = "own-" + this.run;

	private final String next = "next-" + this.run;

	@Autowired
	Journey journey;

	@Autowired
	DriftCheck drift;

	@Autowired
	KubernetesPeer kubernetes;

	@Autowired
	VaultPeer vault;

	private OtherHand cluster;

	@BeforeAll
	void haveTwoProjects() {
		this.cluster = this.kubernetes.otherHand();
		have("dana", "payments", this.own);
		have("denis", "speech", this.next);
	}

	private Asset have(String person, String team, String name) {
		return this.journey.have(person, "olga", "project", "team=" + team, "name=" + name, "size=SMALL");
	}

	@Test
	void isMadeFoundAsItWasMadeMendedAndTakenAway() {
		String name = "whole-" + this.run;
		String namespace = "payments-" + name;
		Asset asset = have("dana", "payments", name);
		Preview again = this.journey.consider("dana", asset, Verb.CHANGE).preview();
		assertThat(again.rows()).hasSize(14).allSatisfy((row) -> assertThat(row.action()).isEqualTo(Action.UNCHANGED));
		assertThat(checked(asset).drift()).isEmpty();

		patch(namespace, "/api/v1/namespaces/%s/resourcequotas/gatehouse", "kubectl-edit",
				"{\"spec\":{\"hard\":{\"requests.cpu\":\"64\"}}}");
		patch(namespace, "/apis/networking.k8s.io/v1/namespaces/%s/networkpolicies/default-deny", "kubectl-patch",
				"{\"spec\":{\"ingress\":[{}]}}");
		patch(namespace, "/api/v1/namespaces/%s", "kubectl-label",
				"{\"metadata\":{\"labels\":{\"pod-security.kubernetes.io/enforce\":\"privileged\"}}}");
		patch(namespace, "/api/v1/namespaces/%s/limitranges/gatehouse", "helm",
				"{\"spec\":{\"limits\":[{\"type\":\"Container\",\"defaultRequest\":{\"cpu\":\"4\"}}]}}");
		this.vault.otherHand()
			.send("PUT", "/v1/sys/policies/acl/" + namespace, JSON,
					"{\"policy\":\"path \\\"secret/*\\\" { capabilities = [\\\"read\\\"] }\"}")
			.ok();
		Asset drifted = checked(asset);
		assertThat(drifted.drift()).extracting((row) -> row.key().kind())
			.containsExactlyInAnyOrder("quota", "network-policy", "namespace", "limit-range", "policy");
		assertThat(change(drifted, "quota", "cpu")).isEqualTo("64 by kubectl-edit");
		assertThat(change(drifted, "network-policy", "incoming")).isEqualTo("[{}] by kubectl-patch");
		assertThat(change(drifted, "namespace", "pod-security"))
			.isEqualTo("enforce privileged, warn restricted, audit restricted by kubectl-label");
		assertThat(row(drifted, "limit-range").changes())
			.allSatisfy((changed) -> assertThat(changed.by()).isEqualTo("helm"));

		carryOut(this.journey.ask("dana", drifted, Verb.REPAIR));
		assertThat(checked(asset).drift()).isEmpty();
		assertThat(read("/api/v1/namespaces/" + namespace + "/resourcequotas/gatehouse").at("/spec/hard/requests.cpu")
			.asString()).isEqualTo("2");
		assertThat(read("/api/v1/namespaces/" + namespace).at("/metadata/labels/pod-security.kubernetes.io~1enforce")
			.asString()).isEqualTo("restricted");

		carryOut(this.journey.ask("dana", this.journey.asset(asset.id()), Verb.REVOKE));
		assertThat(this.journey.asset(asset.id()).state()).isEqualTo(AssetState.ENDED);
		assertThat(this.cluster.send("GET", "/api/v1/namespaces/" + namespace, null, null).status()).isEqualTo(404);
		for (String path : List.of("sys/policies/acl/" + namespace, "auth/kubernetes/role/" + namespace,
				"secret/metadata/" + this.vault.prefix() + "/teams/payments/" + name + "/deploy-token")) {
			assertThat(this.vault.otherHand().send("GET", "/v1/" + path, null, null).status()).as(path).isEqualTo(404);
		}
	}

	private void patch(String namespace, String path, String manager, String patch) {
		this.cluster.send("PATCH", path.formatted(namespace) + "?fieldManager=" + manager, MERGE_PATCH, patch).ok();
	}

	private Asset checked(Asset asset) {
		this.drift.check(asset.id());
		return this.journey.asset(asset.id());
	}

	private static PlanRow row(Asset asset, String kind) {
		return asset.drift().stream().filter((row) -> row.key().kind().equals(kind)).findFirst().orElseThrow();
	}

	private static String change(Asset asset, String kind, String attribute) {
		return row(asset, kind).changes()
			.stream()
			.filter((change) -> change.name().equals(attribute))
			.map((change) -> change.before() + " by " + change.by())
			.findFirst()
			.orElse("");
	}

	private void carryOut(ServiceRequest request) {
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	private JsonNode read(String path) {
		return this.cluster.send("GET", path, null, null).ok().body();
	}

	@Test
	void clusterHoldsPodsToIt() {
		Assumptions.assumeTrue(this.kubernetes.isReal(), "the stand-in runs no pods");
		String namespace = "payments-" + this.own;
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.cluster
				.send("GET", "/api/v1/namespaces/" + namespace + "/serviceaccounts/default", null, null)
				.status() == 200);
		String confined = """
				"securityContext": {"allowPrivilegeEscalation": false, "runAsNonRoot": true,
				"capabilities": {"drop": ["ALL"]}, "seccompProfile": {"type": "RuntimeDefault"}}""";
		OtherHand.Answer modest = pod(namespace, confined);
		assertThat(modest.status()).as("%s", modest).isEqualTo(201);
		// What the pod left unsaid, the limit range says.
		assertThat(modest.body().at("/spec/containers/0/resources/requests/cpu").asString()).isEqualTo("100m");
		assertThat(modest.body().at("/spec/containers/0/resources/limits/memory").asString()).isEqualTo("256Mi");
		OtherHand.Answer unconfined = pod(namespace, "\"securityContext\": {\"allowPrivilegeEscalation\": true}");
		assertThat(unconfined.status()).as("%s", unconfined).isEqualTo(403);
		assertThat(unconfined.body().path("message").asString()).contains("violates PodSecurity \"restricted:");
		OtherHand.Answer greedy = pod(namespace, confined + ", \"resources\": {\"requests\": {\"cpu\": \"3\"}}");
		assertThat(greedy.status()).as("%s", greedy).isEqualTo(403);
		assertThat(greedy.body().path("message").asString()).contains("exceeded quota: gatehouse", "requests.cpu=3");
		assertThat(read("/apis/networking.k8s.io/v1/namespaces/" + namespace + "/networkpolicies/default-deny")
			.at("/spec/policyTypes")
			.valueStream()
			.map(JsonNode::asString)).containsExactlyInAnyOrder("Ingress", "Egress");
	}

	private OtherHand.Answer pod(String namespace, String more) {
		return this.cluster.send("POST", "/api/v1/namespaces/" + namespace + "/pods?dryRun=All", JSON,
				"""
						{"metadata": {"name": "trial"}, "spec": {"containers": [{"name": "trial", "image": "example.com/trial:1", %s}]}}"""
					.formatted(more));
	}

	@Test
	void teamReachesItsOwnNamespaceAndNoOther() {
		for (String verb : List.of("get", "list", "create", "delete")) {
			eventuallyMay("dana", verb, "pods", "payments-" + this.own, "teams/payments");
			assertThat(may("dana", verb, "pods", "speech-" + this.next, "teams/payments")).as(verb).isFalse();
			assertThat(may("dana", verb, "pods", "default", "teams/payments")).as(verb).isFalse();
		}
		assertThat(may("dana", "get", "secrets", "speech-" + this.next, "teams/payments")).isFalse();
		for (String kept : List.of("resourcequotas", "limitranges", "namespaces")) {
			assertThat(may("dana", "patch", kept, "payments-" + this.own, "teams/payments")).as(kept).isFalse();
		}
	}

	/** Neither by the plan alone, nor once the team was given rights for it. */
	@Test
	void serviceAccountOfTheTeamReadsItsOwnNamespaceAndNoOther() {
		String namespace = "payments-" + this.own;
		String user = account(namespace);
		String[] groups = { "system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated" };
		for (String place : List.of(namespace, "speech-" + this.next, "default")) {
			assertThat(may(user, "list", "pods", place, groups)).as(place).isFalse();
		}
		this.cluster
			.send("POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/" + namespace + "/rolebindings", JSON,
					"""
							{"metadata": {"name": "app"},
							 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
							 "subjects": [{"kind": "ServiceAccount", "name": "app", "namespace": "%s"}]}"""
						.formatted(namespace))
			.ok();
		eventuallyMay(user, "list", "pods", namespace, groups);
		assertThat(may(user, "list", "secrets", namespace, groups)).isFalse();
		assertThat(may(user, "list", "pods", "speech-" + this.next, groups)).isFalse();
		assertThat(may(user, "list", "pods", "default", groups)).isFalse();
	}

	private void eventuallyMay(String user, String verb, String resource, String namespace, String... groups) {
		// A real server learns of new rights a moment after it has answered.
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(may(user, verb, resource, namespace, groups))
				.as("%s %s %s in %s", user, verb, resource, namespace)
				.isTrue());
	}

	private boolean may(String user, String verb, String resource, String namespace, String... groups) {
		return this.cluster
			.send("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", JSON,
					JsonMapper.shared()
						.writeValueAsString(
								Map.of("apiVersion", "authorization.k8s.io/v1", "kind", "SubjectAccessReview", "spec",
										Map.of("user", user, "groups", List.of(groups), "resourceAttributes",
												Map.of("verb", verb, "resource", resource, "namespace", namespace)))))
			.ok()
			.body()
			.at("/status/allowed")
			.asBoolean();
	}

	@Test
	void roleReadsItsOwnSecretsAndNoNeighbours() {
		String namespace = "payments-" + this.own;
		String neighbour = "speech-" + this.next;
		account(namespace);
		put("payments/" + this.own);
		put("speech/" + this.next);
		String jwt = this.kubernetes.tokenOf(namespace, "app");
		OtherHand app = this.vault.hand(login(namespace, jwt).ok().body().at("/auth/client_token").asString());
		assertThat(status(app, "data", "payments/" + this.own + "/password")).isEqualTo(200);
		assertThat(status(app, "data", "payments/" + this.own + "/deploy-token")).isEqualTo(200);
		assertThat(status(app, "data", "speech/" + this.next + "/password")).isEqualTo(403);
		assertThat(status(app, "data", "speech/" + this.next + "/deploy-token")).isEqualTo(403);
		assertThat(status(app, "metadata", "speech/" + this.next + "/?list=true")).isEqualTo(403);
		assertThat(app
			.send("POST", "/v1/secret/data/" + this.vault.prefix() + "/teams/payments/" + this.own + "/password", JSON,
					"{\"data\":{}}")
			.status()).isEqualTo(403);
		// Nor does the neighbour's role take somebody of this namespace.
		assertThat(login(neighbour, jwt).status()).isEqualTo(403);
		assertThat(login(namespace, this.kubernetes.tokenOf("default", "default")).status()).isEqualTo(403);
	}

	/** A service account of the team's, which may be there already. */
	private String account(String namespace) {
		int made = this.cluster
			.send("POST", "/api/v1/namespaces/" + namespace + "/serviceaccounts", JSON,
					"{\"metadata\":{\"name\":\"app\"}}")
			.status();
		assertThat(made).isIn(201, 409);
		return "system:serviceaccount:" + namespace + ":app";
	}

	private void put(String project) {
		this.vault.otherHand()
			.send("POST", "/v1/secret/data/" + this.vault.prefix() + "/teams/" + project + "/password", JSON,
					"{\"data\":{\"value\":\"x\"}}")
			.ok();
	}

	private int status(OtherHand hand, String part, String path) {
		return hand.send("GET", "/v1/secret/" + part + "/" + this.vault.prefix() + "/teams/" + path, null, null)
			.status();
	}

	private OtherHand.Answer login(String role, String jwt) {
		return this.vault.hand("")
			.send("POST", "/v1/auth/kubernetes/login", JSON,
					JsonMapper.shared().writeValueAsString(Map.of("role", role, "jwt", jwt)));
	}

	/** Sets a stage whose cluster and Vault are the peers. */
	static final class OnPeers implements ApplicationContextInitializer<GenericApplicationContext> {

		@Override
		public void initialize(GenericApplicationContext context) {
			Stage stage = Stage.set();
			KubernetesPeer kubernetes = KubernetesPeer.start();
			VaultPeer vault = VaultPeer.start()
				.trusting(kubernetes.url(), kubernetes.authority(), kubernetes.reviewerToken());
			Map<String, Object> properties = stage.properties(0);
			properties.putAll(kubernetes.portalProperties());
			properties.putAll(vault.portalProperties());
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("peers", properties));
			context.registerBean(Stage.class, () -> stage);
			context.registerBean(KubernetesPeer.class, () -> kubernetes);
			context.registerBean(VaultPeer.class, () -> vault);
		}

	}

}
