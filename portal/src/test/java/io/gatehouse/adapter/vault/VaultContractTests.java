package io.gatehouse.adapter.vault;

import java.time.Duration;

import io.gatehouse.adapter.KernelContext;
import io.gatehouse.adapter.OtherHand;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the adapter promises, against the stand-in or a real server. */
class VaultContractTests {

	private static VaultPeer peer;

	private static OtherHand other;

	private static Vault vault;

	@BeforeAll
	static void start() {
		peer = VaultPeer.start().withKubernetesLogin();
		other = peer.otherHand();
		vault = peer.vault();
	}

	@AfterAll
	static void stop() {
		peer.close();
	}

	@Test
	void holdsPolicy() {
		holds(vault.policy("Contract-Holds").readsSecretsOf("teams/payments/api"));
	}

	@Test
	void holdsRole() {
		holds(vault.kubernetesRole("contract-holds")
			.namespace("payments-api")
			.policies("Contract-Holds")
			.ttl(Duration.ofMinutes(20)));
	}

	@Test
	void holdsSecrets() {
		holds(vault.secrets("teams/holds/api"));
	}

	private void holds(Resource resource) {
		KernelContext context = KernelContext.fresh();
		assertThat(resource.read(context).present()).isFalse();
		assertThat(resource.apply(context)).isEqualTo(Outcome.done());
		Resource.State state = resource.read(context);
		assertThat(state.attributes()).isEqualTo(resource.desired());
		assertThat(state.link()).isNotNull();
		Resource recorded = vault.recorded(resource.key(), resource.desired());
		assertThat(recorded.desired()).isEqualTo(resource.desired());
		assertThat(recorded.apply(context)).isEqualTo(Outcome.done());
		assertThat(recorded.read(context)).isEqualTo(state);
		assertThat(recorded.remove(context)).isEqualTo(Outcome.done());
		assertThat(recorded.remove(context)).isEqualTo(Outcome.done());
		assertThat(recorded.read(context).present()).isFalse();
	}

	@Test
	void readsRoleInAnyOrderAndForm() {
		Resource role = vault.kubernetesRole("contract-form")
			.namespace("b", "a")
			.serviceAccounts("web", "api")
			.policies("two", "one");
		other.send("POST", "/v1/auth/kubernetes/role/contract-form", "application/json", """
				{"bound_service_account_names": "api,web", "bound_service_account_namespaces": ["a", "b"],
				 "token_policies": "one,two", "token_ttl": "20m"}""").ok();
		assertThat(role.read(KernelContext.fresh()).attributes()).isEqualTo(role.desired())
			.containsEntry("login-lasts", "20m");
	}

	@Test
	void seesChangeOfPolicyAndMendsIt() {
		Resource policy = vault.policy("contract-drift").readsSecretsOf("teams/drift/api");
		policy.apply(KernelContext.fresh());
		other
			.send("PUT", "/v1/sys/policies/acl/contract-drift", "application/json",
					"""
							{"policy": "path \\"secret/data/%s/teams/drift/api/*\\" { capabilities = [\\"read\\", \\"delete\\"] }"}"""
						.formatted(peer.prefix))
			.ok();
		Resource.State drifted = policy.read(KernelContext.fresh());
		assertThat(drifted.attributes()).containsEntry("reads-secrets-of", peer.prefix + "/teams/drift/api");
		assertThat(drifted.attributes().get("policy-text")).isNotEqualTo(policy.desired().get("policy-text"));
		policy.apply(KernelContext.fresh());
		assertThat(policy.read(KernelContext.fresh()).attributes()).isEqualTo(policy.desired());
	}

	@Test
	void policyReadsItsOwnSubtreeOnly() {
		vault.policy("contract-reads").readsSecretsOf("teams/own/api").apply(KernelContext.fresh());
		put("teams/own/api/token");
		put("teams/own/api-2/token");
		String token = other.send("POST", "/v1/auth/token/create", "application/json", """
				{"policies": ["contract-reads"], "no_parent": true}""")
			.ok()
			.body()
			.path("auth")
			.path("client_token")
			.asString();
		OtherHand reader = new OtherHand(peer.properties().url(), "X-Vault-Token", token);
		assertThat(reader.send("GET", data("teams/own/api/token"), null, null).status()).isEqualTo(200);
		assertThat(reader.send("GET", metadata("teams/own/api/?list=true"), null, null).status()).isEqualTo(200);
		assertThat(reader.send("GET", data("teams/own/api-2/token"), null, null).status()).isEqualTo(403);
		assertThat(reader.send("GET", metadata("teams/own/?list=true"), null, null).status()).isEqualTo(403);
		assertThat(reader.send("POST", data("teams/own/api/token"), "application/json", "{\"data\":{}}").status())
			.isEqualTo(403);
	}

	@Test
	void somebodysSecretsAreCollisionEvenBelowThePath() {
		put("teams/taken/api/db/password");
		Resource secrets = vault.secrets("teams/taken/api");
		assertThat(secrets.read(KernelContext.fresh()).present()).isTrue();
		assertThat(secrets.remove(KernelContext.fresh())).isInstanceOf(Outcome.Failed.class);
		assertThat(other.send("GET", data("teams/taken/api/db/password"), null, null).status()).isEqualTo(200);
	}

	@Test
	void removalTakesAllSecretsBelowAndSaysSo() {
		Resource secrets = vault.secrets("teams/gone/api");
		secrets.apply(KernelContext.fresh());
		put("teams/gone/api/deploy-token");
		put("teams/gone/api/db/password");
		assertThat(secrets.removalNote(KernelContext.fresh())).hasValueSatisfying(
				(note) -> assertThat(note.arguments()).containsExactly(peer.prefix + "/teams/gone/api", "2"));
		assertThat(secrets.remove(KernelContext.fresh())).isEqualTo(Outcome.done());
		assertThat(other.send("GET", metadata("teams/gone/api/deploy-token"), null, null).status()).isEqualTo(404);
		assertThat(other.send("GET", metadata("teams/gone/api/db/password"), null, null).status()).isEqualTo(404);
		assertThat(secrets.removalNote(KernelContext.fresh())).isEmpty();
	}

	@Test
	void removalThatWasCutOffGoesOn() {
		Resource secrets = vault.secrets("teams/cut/api");
		secrets.apply(KernelContext.fresh());
		put("teams/cut/api/one");
		put("teams/cut/api/two");
		assertThatExceptionOfType(KernelContext.Lost.class)
			.isThrownBy(() -> secrets.remove(KernelContext.lostAfter(1)));
		assertThat(secrets.read(KernelContext.fresh()).present()).isTrue();
		assertThat(secrets.remove(KernelContext.fresh())).isEqualTo(Outcome.done());
		assertThat(secrets.read(KernelContext.fresh()).present()).isFalse();
	}

	@Test
	void putsBackRoleThatWasThereBefore() {
		Resource old = vault.kubernetesRole("contract-before").namespace("old").policies("old");
		old.apply(KernelContext.fresh());
		Resource.State before = old.read(KernelContext.fresh());
		Resource role = vault.kubernetesRole("contract-before").namespace("new").policies("new");
		role.apply(KernelContext.found(before));
		assertThat(role.remove(KernelContext.found(before))).isEqualTo(Outcome.done());
		assertThat(role.read(KernelContext.fresh()).attributes()).isEqualTo(before.attributes());
	}

	@Test
	void writesNothingOnceAnotherWorkerHasTheRequest() {
		Resource policy = vault.policy("contract-lost").readsSecretsOf("teams/lost/api");
		assertThatExceptionOfType(KernelContext.Lost.class).isThrownBy(() -> policy.apply(KernelContext.lostAfter(0)));
		assertThat(policy.read(KernelContext.fresh()).present()).isFalse();
		assertThat(vault.health().up()).isTrue();
	}

	@Test
	void tellsMissingRightFromUnknownToken() {
		String weak = other
			.send("POST", "/v1/auth/token/create", "application/json",
					"{\"policies\": [\"default\"], \"no_parent\": true}")
			.ok()
			.body()
			.path("auth")
			.path("client_token")
			.asString();
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(() -> peer.vault(weak).policy("contract-weak").readsSecretsOf("x").read(KernelContext.fresh()))
			.satisfies((refused) -> assertThat(refused.words().key()).isEqualTo("vault.forbidden"));
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(
					() -> peer.vault("wrong").policy("contract-weak").readsSecretsOf("x").read(KernelContext.fresh()))
			.satisfies((refused) -> assertThat(refused.words().key()).isEqualTo("vault.token-unknown"))
			.satisfies((refused) -> assertThat(refused.toString()).doesNotContain("wrong"));
	}

	@Test
	void answersProbe() {
		vault.probe();
		assertThat(vault.health().up()).isTrue();
		assertThat(vault.health().latency()).isNotNull();
	}

	private static void put(String path) {
		other.send("POST", data(path), "application/json", "{\"data\":{\"value\":\"x\"}}").ok();
	}

	private static String data(String path) {
		return "/v1/secret/data/" + peer.prefix + "/" + path;
	}

	private static String metadata(String path) {
		return "/v1/secret/metadata/" + peer.prefix + "/" + path;
	}

}
