package io.gatehouse.sandbox.vault;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** KV version 2, as a real Vault 1.17 answers. */
class VaultKeyValueTests {

	private final TestClock clock = new TestClock();

	private final VaultStandIn standIn = VaultStandIn.start(new VaultStandIn.Settings(0, null, "root", this.clock));

	private final VaultClient vault = new VaultClient(this.standIn.uri(), "root");

	@AfterEach
	void stop() {
		this.standIn.close();
	}

	@Test
	void keepsVersionsWithTheirTimes() {
		assertThat(this.vault.post("secret/data/team/app", "{'data':{'k':'1'}}").data().path("version").asInt())
			.isEqualTo(1);
		this.clock.pass(Duration.ofMinutes(1));
		this.vault.post("secret/data/team/app", "{'data':{'k':'2'}}");
		assertThat(this.vault.get("secret/data/team/app").data().at("/data/k").asString()).isEqualTo("2");
		assertThat(this.vault.get("secret/data/team/app?version=1").data().toString()).isEqualTo(
				"{\"data\":{\"k\":\"1\"},\"metadata\":{\"created_time\":\"2026-01-01T10:00:00.123456789Z\",\"deletion_time\":\"\",\"destroyed\":false,\"custom_metadata\":null,\"version\":1}}");
		assertThat(this.vault.get("secret/metadata/team/app").data().path("updated_time").asString())
			.isEqualTo("2026-01-01T10:01:00.123456789Z");
	}

	@Test
	void answersMissingSecretsWithoutText() {
		VaultClient.Answer answer = this.vault.get("secret/data/none");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.text()).isEqualTo("{\"errors\":[]}");
		assertThat(this.vault.list("secret/metadata/none").text()).isEqualTo("{\"errors\":[]}");
	}

	@Test
	void comparesTheVersionBeforeItWrites() {
		assertThat(this.vault.post("secret/data/a", "{'data':{},'options':{'cas':0}}").status()).isEqualTo(200);
		VaultClient.Answer again = this.vault.post("secret/data/a", "{'data':{},'options':{'cas':0}}");
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.errors()).contains("check-and-set parameter did not match the current version");
		this.vault.post("secret/metadata/a", "{'cas_required':true}");
		assertThat(this.vault.post("secret/data/a", "{'data':{}}").errors())
			.contains("check-and-set parameter required for this call");
		assertThat(this.vault.post("secret/data/a", "{'data':{},'options':{'cas':1}}").status()).isEqualTo(200);
	}

	@Test
	void deletesSoftlyAndGivesBack() {
		this.vault.post("secret/data/a", "{'data':{'k':'v'}}");
		assertThat(this.vault.delete("secret/data/a").status()).isEqualTo(204);
		VaultClient.Answer deleted = this.vault.get("secret/data/a");
		assertThat(deleted.status()).isEqualTo(404);
		assertThat(deleted.data().path("data").isNull()).isTrue();
		assertThat(deleted.data().at("/metadata/deletion_time").asString()).isNotEmpty();
		assertThat(this.vault.post("secret/undelete/a", "{'versions':[1]}").status()).isEqualTo(204);
		assertThat(this.vault.get("secret/data/a").status()).isEqualTo(200);
		this.vault.post("secret/destroy/a", "{'versions':[1]}");
		this.vault.post("secret/undelete/a", "{'versions':[1]}");
		assertThat(this.vault.get("secret/data/a").data().at("/metadata/destroyed").asBoolean()).isTrue();
		assertThat(this.vault.delete("secret/metadata/a").status()).isEqualTo(204);
		assertThat(this.vault.delete("secret/metadata/a").status()).isEqualTo(204);
		assertThat(this.vault.get("secret/metadata/a").text()).isEqualTo("{\"errors\":[]}");
	}

	@Test
	void mergesPatches() {
		assertThat(this.vault.patch("secret/data/a", "{'data':{'k':'v'}}").status()).isEqualTo(404);
		this.vault.post("secret/data/a", "{'data':{'k':'v','gone':'1'}}");
		this.vault.patch("secret/data/a", "{'data':{'gone':null,'new':'2'}}");
		assertThat(this.vault.get("secret/data/a").data().path("data").toString())
			.isEqualTo("{\"k\":\"v\",\"new\":\"2\"}");
		this.vault.post("secret/metadata/a", "{'custom_metadata':{'owner':'dana','team':'x'}}");
		this.vault.patch("secret/metadata/a", "{'custom_metadata':{'team':null}}");
		assertThat(this.vault.get("secret/metadata/a").data().path("custom_metadata").toString())
			.isEqualTo("{\"owner\":\"dana\"}");
	}

	@Test
	void keepsOnlyTheNewestVersions() {
		this.vault.post("secret/metadata/a", "{'max_versions':2}");
		for (int i = 0; i < 3; i++) {
			this.vault.post("secret/data/a", "{'data':{}}");
		}
		assertThat(this.vault.get("secret/metadata/a").data().path("versions").propertyNames()).containsExactly("2",
				"3");
		assertThat(this.vault.get("secret/metadata/a").data().path("oldest_version").asInt()).isEqualTo(2);
	}

	@Test
	void deletesVersionsWhenTheirTimeIsOver() {
		this.vault.post("secret/metadata/a", "{'delete_version_after':'20m'}");
		this.vault.post("secret/data/a", "{'data':{'k':'v'}}");
		assertThat(this.vault.get("secret/data/a").status()).isEqualTo(200);
		this.clock.pass(Duration.ofMinutes(21));
		assertThat(this.vault.get("secret/data/a").status()).isEqualTo(404);
	}

	@Test
	void listsOneLevel() {
		this.vault.post("secret/data/team/app", "{'data':{}}");
		this.vault.post("secret/data/team/lib/x", "{'data':{}}");
		assertThat(this.vault.list("secret/metadata/team").data().toString())
			.isEqualTo("{\"keys\":[\"app\",\"lib/\"]}");
		assertThat(this.vault.get("secret/metadata/?list=true").data().toString()).isEqualTo("{\"keys\":[\"team/\"]}");
	}

	@Test
	void mountsMoreEngines() {
		assertThat(this.vault.post("sys/mounts/team", "{'type':'kv','options':{'version':'2'}}").status())
			.isEqualTo(204);
		assertThat(this.vault.post("sys/mounts/team", "{'type':'kv-v2'}").errors())
			.contains("path is already in use at team/");
		assertThat(this.vault.post("team/data/a", "{'data':{}}").status()).isEqualTo(200);
		assertThat(this.vault.get("sys/mounts").data().propertyNames()).containsExactly("secret/", "team/");
		assertThat(this.vault.delete("sys/mounts/team").status()).isEqualTo(204);
		assertThat(this.vault.get("team/data/a").errors()).contains("no handler for route");
	}

	@Test
	void showsKeysButNoValues() {
		this.vault.post("secret/data/team/app", "{'data':{'password':'hush<1>'}}");
		assertThat(this.vault.page("/ui/vault").text()).contains("Stand-in for Vault", "secret/team/app");
		VaultClient.Answer page = this.vault.page("/ui/vault/secrets/secret/kv/team%2Fapp/details");
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.text()).contains("password").doesNotContain("hush");
		assertThat(this.vault.page("/ui/vault/secrets/secret/show/team/app").text()).contains("password");
		assertThat(this.vault.page("/ui/stand-in.css").text()).contains("light-dark");
	}

}
