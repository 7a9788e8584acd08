package io.gatehouse.sandbox.vault;

import java.nio.file.Path;
import java.util.List;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gatehouse.sandbox.http.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens and policies, as a real Vault 1.17 answers. */
class VaultTokenTests extends VaultTest {

	@Test
	void refusesMissingAndWrongTokensWith403() {
		assertThat(this.vault.as("").get("sys/mounts").json())
			.isEqualTo(Exchange.JSON.readTree("{\"errors\":[\"permission denied\"]}"));
		VaultClient.Answer wrong = this.vault.as("hvs.wrong").get("auth/token/lookup-self");
		assertThat(wrong.status()).isEqualTo(403);
		assertThat(wrong.errors()).contains("permission denied").contains("invalid token");
	}

	@Test
	void endsTokensByTheClock() throws InterruptedException {
		long ttl = span().toSeconds();
		VaultClient app = this.vault.as(this.vault.newToken("{'ttl':'" + ttl + "s','policies':['x']}"));
		assertThat(app.get("auth/token/lookup-self").data().path("ttl").asLong()).isBetween(ttl - 1, ttl);
		pass(80);
		assertThat(app.post("auth/token/renew-self", "{}").json().at("/auth/lease_duration").asLong()).isEqualTo(ttl);
		pass(80);
		assertThat(app.get("auth/token/lookup-self").status()).isEqualTo(200);
		pass(40);
		VaultClient.Answer ended = app.get("auth/token/lookup-self");
		assertThat(ended.status()).isEqualTo(403);
		assertThat(ended.errors()).contains("permission denied").contains("invalid token");
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

	/**
	 * A period is a time to live that begins again, and no longer than the most there is.
	 */
	@Test
	void capsTimesThatAreTooLong() {
		for (String json : List.of("{'policies':['app'],'ttl':'9999h'}", "{'policies':['app'],'period':'9999h'}")) {
			VaultClient.Answer created = this.vault.post("auth/token/create", json);
			assertThat(created.json().at("/auth/lease_duration").asLong()).isEqualTo(768 * 3600);
			assertThat(created.json().path("warnings").toString()).contains("exceeded the effective max_ttl of",
					"value is capped accordingly", "Policy \\\"app\\\" does not exist");
		}
		VaultClient periodic = this.vault
			.as(this.vault.newToken("{'policies':['app'],'period':'1h','explicit_max_ttl':'30m'}"));
		assertThat(periodic.get("auth/token/lookup-self").data().path("creation_ttl").asLong()).isEqualTo(1800);
		assertThat(periodic.post("auth/token/renew-self", "{}").json().at("/auth/lease_duration").asLong())
			.isBetween(1790L, 1800L);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "create | {'ttl':'xx'} | 400 | time: invalid duration",
					"create | {'num_uses':-1} | 400 | number of uses cannot be negative",
					"create | {'id':'my.id'} | 400 | custom token ID cannot have a '.' in the value",
					"lookup | {'token':'hvs.none'} | 403 | bad token", "renew | {} | 400 | missing token ID",
					"renew | {'token':'hvs.none'} | 400 | token not found", "revoke | {} | 400 | missing token ID",
					"lookup-accessor | {} | 400 | missing accessor",
					"lookup-accessor | {'accessor':'x'} | 400 | invalid accessor",
					"revoke-accessor | {} | 400 | missing accessor",
					"revoke-accessor | {'accessor':'x'} | 200 | No token found with this accessor",
					"nothing | {} | 404 | unsupported path" })
	void saysWhatItCannotDo(String path, String body, int status, String words) {
		VaultClient.Answer answer = this.vault.post("auth/token/" + path, body);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.text()).contains(words);
	}

	@Test
	void takesNoTokenToAskForNone() {
		assertThat(this.vault.post("auth/token/revoke", "{'token':'hvs.none'}").status()).isEqualTo(204);
		assertThat(this.vault.post("auth/token/lookup", "{'token':''}").data().path("policies").toString())
			.isEqualTo("[\"root\"]");
		VaultClient.Answer nobody = this.vault.post("sys/capabilities", "{'paths':['a']}");
		assertThat(nobody.status()).isEqualTo(500);
		assertThat(nobody.errors()).contains("no token found");
		VaultClient.Answer unknown = this.vault.post("sys/capabilities", "{'token':'hvs.none','paths':['a']}");
		assertThat(unknown.status()).isEqualTo(400);
		assertThat(unknown.errors()).contains("invalid token");
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
			.data()).isEqualTo(Exchange.JSON.readTree("""
					{"secret/data/team/a": ["create", "read"], "secret/data/x/locked": ["deny"],
					"sys/mounts": ["deny"]}"""));
		this.vault.delete("sys/policies/acl/app");
		assertThat(app.get("secret/data/team/a").status()).isEqualTo(403);
	}

	@Test
	void lowersPolicyNamesWithAWarning() {
		VaultClient.Answer answer = policy("Team-X", "path \"a\" { capabilities = [\"read\"] }");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("warnings").toString()).contains("team-x");
		assertThat(this.vault.get("sys/policies/acl/TEAM-X").data().path("name").asString()).isEqualTo("team-x");
		assertThat(this.vault.get("sys/policies/acl/none").json()).isEqualTo(NO_WORDS);
		assertThat(this.vault.delete("sys/policies/acl/none").status()).isEqualTo(204);
		assertThat(policy("bad", "path \"a\" { capabilities = [\"fly\"] }").errors()).contains("invalid capability");
		assertThat(policy("bad", "path \"a\" {").status()).isEqualTo(400);
		assertThat(policy("bad", "path \"a\" { capabilities = \"read\" }").status()).isEqualTo(400);
		assertThat(policy("bad", "paths \"a\" { capabilities = [\"read\"] }").errors()).contains("invalid key");
		assertThat(policy("root", "path \"a\" { capabilities = [\"read\"] }").errors())
			.contains("cannot update \\\"root\\\" policy");
		assertThat(policy("json", "{\"path\":{\"a\":{\"capabilities\":[\"read\"]}}}").status()).isEqualTo(204);
	}

	@Test
	void keepsItsStateInAFolder(@TempDir Path folder) {
		standInOnly();
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
