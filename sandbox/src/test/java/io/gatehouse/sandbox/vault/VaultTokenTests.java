package io.gatehouse.sandbox.vault;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens and policies, as a real Vault 1.17 answers. */
class VaultTokenTests {

	private final TestClock clock = new TestClock();

	private final VaultStandIn standIn = VaultStandIn.start(new VaultStandIn.Settings(0, null, "root", this.clock));

	private final VaultClient vault = new VaultClient(this.standIn.uri(), "root");

	@AfterEach
	void stop() {
		this.standIn.close();
	}

	@Test
	void refusesMissingAndWrongTokensWith403() {
		assertThat(this.vault.as("").get("sys/mounts").text()).isEqualTo("{\"errors\":[\"permission denied\"]}");
		VaultClient.Answer wrong = this.vault.as("hvs.wrong").get("auth/token/lookup-self");
		assertThat(wrong.status()).isEqualTo(403);
		assertThat(wrong.errors()).contains("permission denied").contains("invalid token");
	}

	@Test
	void endsTokensByTheClock() {
		VaultClient app = this.vault.as(this.vault.newToken("{'ttl':'1h','policies':['x']}"));
		assertThat(app.get("auth/token/lookup-self").data().path("ttl").asLong()).isEqualTo(3600);
		this.clock.pass(Duration.ofMinutes(50));
		assertThat(app.post("auth/token/renew-self", "{}").json().at("/auth/lease_duration").asLong()).isEqualTo(3600);
		this.clock.pass(Duration.ofMinutes(50));
		assertThat(app.get("auth/token/lookup-self").status()).isEqualTo(200);
		this.clock.pass(Duration.ofMinutes(11));
		assertThat(app.get("auth/token/lookup-self").status()).isEqualTo(403);
	}

	@Test
	void revokesChildrenWithTheirParent() {
		this.vault.post("sys/policies/acl/maker",
				"{'policy':'path \\'auth/token/create\\' { capabilities = [\\'update\\'] }'}".replace("\\'", "\\\""));
		VaultClient parent = this.vault.as(this.vault.newToken("{'policies':['maker']}"));
		VaultClient child = this.vault.as(parent.newToken("{}"));
		assertThat(child.get("auth/token/lookup-self").status()).isEqualTo(200);
		assertThat(parent.post("auth/token/create", "{'policies':['other']}").errors())
			.contains("child policies must be subset of parent");
		assertThat(parent.post("auth/token/revoke-self", "{}").status()).isEqualTo(204);
		assertThat(child.get("auth/token/lookup-self").status()).isEqualTo(403);
	}

	@Test
	void enforcesTheMostSpecificPath() {
		policy("app", """
				# reads all secrets of the team
				path "secret/data/team/*" { capabilities = ["read", "create"] }
				path "secret/data/+/locked" { capabilities = ["deny"] }
				path "secret/data/team/locked/open" { capabilities = ["read"] } // deeper
				path "secret/metadata/team/" { capabilities = ["list"] }
				""");
		VaultClient app = this.vault.as(this.vault.newToken("{'policies':['app']}"));
		assertThat(app.get("secret/data/team/a").status()).isEqualTo(404);
		assertThat(app.post("secret/data/team/a", "{'data':{}}").status()).isEqualTo(200);
		assertThat(app.post("secret/data/team/a", "{'data':{}}").status()).isEqualTo(403);
		assertThat(app.get("secret/data/other").errors()).contains("1 error occurred");
		assertThat(app.list("secret/metadata/team").status()).isEqualTo(200);
		assertThat(app.get("secret/data/team/locked/open").status()).isEqualTo(404);
		assertThat(app
			.post("sys/capabilities-self", "{'paths':['secret/data/team/a','secret/data/x/locked','sys/mounts']}")
			.data()
			.toString()).isEqualTo(
					"{\"secret/data/team/a\":[\"create\",\"read\"],\"secret/data/x/locked\":[\"deny\"],\"sys/mounts\":[\"deny\"]}");
		this.vault.delete("sys/policies/acl/app");
		assertThat(app.get("secret/data/team/a").status()).isEqualTo(403);
	}

	@Test
	void lowersPolicyNamesWithAWarning() {
		VaultClient.Answer answer = policy("Team-X", "path \"a\" { capabilities = [\"read\"] }");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("warnings").toString()).contains("team-x");
		assertThat(this.vault.get("sys/policies/acl/TEAM-X").data().path("name").asString()).isEqualTo("team-x");
		assertThat(this.vault.get("sys/policies/acl/none").text()).isEqualTo("{\"errors\":[]}");
		assertThat(this.vault.delete("sys/policies/acl/none").status()).isEqualTo(204);
		assertThat(policy("bad", "path \"a\" { capabilities = [\"fly\"] }").errors()).contains("invalid capability");
		assertThat(policy("bad", "path \"a\" {").status()).isEqualTo(400);
		assertThat(policy("json", "{\"path\":{\"a\":{\"capabilities\":[\"read\"]}}}").status()).isEqualTo(204);
	}

	@Test
	void keepsItsStateInAFolder(@TempDir Path folder) {
		VaultStandIn.Settings settings = new VaultStandIn.Settings(0, folder, "root", this.clock);
		String token;
		try (VaultStandIn first = VaultStandIn.start(settings)) {
			VaultClient client = new VaultClient(first.uri(), "root");
			client.post("secret/data/a", "{'data':{'k':'v'}}");
			client.post("secret/metadata/a", "{'custom_metadata':{'owner':'dana'},'delete_version_after':'1h'}");
			token = client.newToken("{'policies':['x'],'ttl':'1h'}");
		}
		try (VaultStandIn second = VaultStandIn.start(settings)) {
			VaultClient client = new VaultClient(second.uri(), "root");
			assertThat(client.get("secret/data/a").data().at("/data/k").asString()).isEqualTo("v");
			assertThat(client.get("secret/metadata/a").data().path("delete_version_after").asString())
				.isEqualTo("1h0m0s");
			assertThat(client.as(token).get("auth/token/lookup-self").status()).isEqualTo(200);
			this.clock.pass(Duration.ofHours(2));
			assertThat(client.as(token).get("auth/token/lookup-self").status()).isEqualTo(403);
		}
	}

	private VaultClient.Answer policy(String name, String text) {
		String quoted = text.replace("\"", "\\\"").replace("\n", "\\n").replace("\t", " ");
		return this.vault.post("sys/policies/acl/" + name, "{'policy':'" + quoted + "'}");
	}

}
