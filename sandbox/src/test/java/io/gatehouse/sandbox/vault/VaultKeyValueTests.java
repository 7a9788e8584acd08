package io.gatehouse.sandbox.vault;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import io.gatehouse.sandbox.http.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/** KV version 2, as a real Vault 1.17 answers. */
class VaultKeyValueTests extends VaultTest {

	/** To the nanosecond, as far as it is not a round number of them. */
	private static final Pattern TIME = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

	@Test
	void keepsVersionsWithTheirTimes() throws InterruptedException {
		assertThat(this.vault.post("secret/data/team/app", "{'data':{'k':'1'}}").data().path("version").asInt())
			.isEqualTo(1);
		pass(5);
		this.vault.post("secret/data/team/app", "{'data':{'k':'2'}}");
		assertThat(this.vault.get("secret/data/team/app").data().at("/data/k").asString()).isEqualTo("2");
		JsonNode first = this.vault.get("secret/data/team/app?version=1").data();
		String created = first.at("/metadata/created_time").asString();
		assertThat(created).matches(TIME);
		assertThat(first).isEqualTo(Exchange.JSON.readTree("""
				{"data": {"k": "1"}, "metadata": {"created_time": "%s", "deletion_time": "", "destroyed": false,
				"custom_metadata": null, "version": 1}}""".formatted(created)));
		JsonNode metadata = this.vault.get("secret/metadata/team/app").data();
		assertThat(metadata.path("created_time").asString()).isEqualTo(created);
		assertThat(metadata.path("updated_time").asString()).matches(TIME)
			.isEqualTo(metadata.at("/versions/2/created_time").asString());
		assertThat(Instant.parse(metadata.path("updated_time").asString())).isAfter(created);
	}

	@Test
	void answersMissingSecretsWithoutText() {
		VaultClient.Answer answer = this.vault.get("secret/data/none");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.json()).isEqualTo(NO_WORDS);
		assertThat(this.vault.list("secret/metadata/none").json()).isEqualTo(NO_WORDS);
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
		assertThat(this.vault.get("secret/metadata/a").json()).isEqualTo(NO_WORDS);
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
	void deletesVersionsWhenTheirTimeIsOver() throws InterruptedException {
		this.vault.post("secret/metadata/a", "{'delete_version_after':'" + span().toSeconds() + "s'}");
		this.vault.post("secret/data/a", "{'data':{'k':'v'}}");
		assertThat(this.vault.get("secret/data/a").status()).isEqualTo(200);
		pass(105);
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
	void saysWhatPathsItHasNot() {
		String notVersioned = "Invalid path for a versioned K/V secrets engine";
		String root = "Non-listing operations on the root of a K/V v2 mount are not supported.";
		for (String path : List.of("secret/a", "secret/data/", "secret")) {
			assertThat(missing(this.vault.get(path))).as(path).contains(notVersioned, "vault kv get");
		}
		assertThat(missing(this.vault.list("secret/data/a"))).contains(notVersioned, "vault kv list");
		assertThat(missing(this.vault.get("secret/data"))).contains(root);
		assertThat(missing(this.vault.delete("secret/metadata"))).contains(root);
		assertThat(missing(this.vault.post("secret/delete", "{}"))).contains(root);
		assertThat(this.vault.get("secret/metadata/").json()).isEqualTo(NO_WORDS);
		assertThat(this.vault.delete("secret/metadata/").status()).isEqualTo(204);
		VaultClient.Answer folder = this.vault.post("secret/data/team/", "{'data':{}}");
		assertThat(folder.status()).isEqualTo(400);
		assertThat(folder.errors()).contains("cannot write to a path ending in '/'");
	}

	private static String missing(VaultClient.Answer answer) {
		assertThat(answer.status()).isEqualTo(404);
		return answer.json().path("warnings").toString();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"data/a | {'data':'x'} | error converting input x for field 'data': '' expected a map, got 'string'",
			"data/a | {} | no data provided",
			"data/a | {'data':{},'options':{'cas':-1}} | check-and-set parameter did not match the current version",
			"data/a | {'data':{},'options':{'cas':'x'}} | error parsing check-and-set parameter",
			"metadata/a | {'max_versions':'x'} | parsing 'x': invalid syntax",
			"metadata/a | {'cas_required':'x'} | parsing 'x': invalid syntax",
			"metadata/a | {'custom_metadata':'x'} | error converting input x for field 'custom_metadata'",
			"metadata/a | {'custom_metadata':{'a':''}} | custom_metadata validation failed",
			"metadata/a | {'delete_version_after':'xx'} | error converting input xx for field 'delete_version_after'",
			"destroy/a | {} | no version number provided", "undelete/a | {} | No version number provided" })
	void refusesWhatItCannotRead(String path, String body, String words) {
		VaultClient.Answer answer = this.vault.post("secret/" + path, body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("errors").get(0).asString().replace('"', '\'')).contains(words);
		assertThat(this.vault.get("secret/metadata/a").status()).isEqualTo(404);
	}

	@Test
	void patchesNothingIntoNoValues() {
		this.vault.post("secret/data/a", "{'data':null}");
		VaultClient.Answer patched = this.vault.patch("secret/data/a", "{'data':{'k':'v'}}");
		assertThat(patched.status()).isEqualTo(500);
		assertThat(patched.errors()).contains("resource does not exist");
		this.vault.post("secret/metadata/a", "{'custom_metadata':{'owner':'dana'}}");
		for (String last : List.of("{'owner':null}", "null")) {
			assertThat(this.vault.patch("secret/metadata/a", "{'custom_metadata':" + last + "}").status())
				.isEqualTo(204);
			assertThat(this.vault.get("secret/metadata/a").data().path("custom_metadata").isNull()).isTrue();
		}
	}

	@Test
	void mountsMoreEngines() {
		assertThat(this.vault.post("sys/mounts/team", "{'type':'kv','options':{'version':'2'}}").status())
			.isEqualTo(204);
		assertThat(this.vault.post("sys/mounts/team", "{'type':'kv-v2'}").errors())
			.contains("path is already in use at team/");
		assertThat(this.vault.post("team/data/a", "{'data':{}}").status()).isEqualTo(200);
		assertThat(this.vault.get("sys/mounts").data().propertyNames()).contains("secret/", "team/");
		assertThat(this.vault.delete("sys/mounts/team").status()).isEqualTo(204);
		assertThat(this.vault.get("team/data/a").errors()).contains("no handler for route");
		for (String own : List.of("sys", "identity", "cubbyhole")) {
			assertThat(this.vault.post("sys/mounts/" + own, "{'type':'kv-v2'}").errors()).contains("cannot mount");
			assertThat(this.vault.delete("sys/mounts/" + own).errors()).contains("cannot unmount");
		}
		assertThat(this.vault.post("sys/mounts/secret/sub", "{'type':'kv-v2'}").errors())
			.contains("path is already in use at secret/");
	}

	@Test
	void showsKeysButNoValues() {
		standInOnly();
		this.vault.post("secret/data/team/app", "{'data':{'password':'hush<1>'}}");
		assertThat(this.vault.page("/ui/vault").text()).contains("Stand-in for Vault", "secret/team/app");
		VaultClient.Answer page = this.vault.page("/ui/vault/secrets/secret/kv/team%2Fapp/details");
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.text()).contains("password").doesNotContain("hush");
		assertThat(this.vault.page("/ui/vault/secrets/secret/show/team/app").text()).contains("password");
		assertThat(this.vault.page("/ui/stand-in.css").text()).contains("light-dark");
	}

}
