package io.gatehouse.sandbox.gitlab;

import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Deploy tokens, access tokens and variables. */
class DeliveryApiTests {

	private static final String LEDGER = "/projects/teams%2Fpayments%2Fledger";

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	@Test
	void showsDeployTokenOnceAndAllowsTwins() {
		String path = LEDGER + "/deploy_tokens";
		String body = "{'name':'libraries','scopes':['read_repository','read_registry']}";
		TestGitlab.Reply created = this.gitlab.post(path, body);
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.at("/token").asString()).isNotBlank();
		assertThat(created.at("/username").asString()).startsWith("gitlab+deploy-token-");
		assertThat(this.gitlab.post(path, body).status()).isEqualTo(201);
		TestGitlab.Reply list = this.gitlab.get(path);
		assertThat(list.all("name")).containsExactly("libraries", "libraries");
		assertThat(list.at("/0/token").isMissingNode()).isTrue();
		String one = path + "/" + created.at("/id").asLong();
		assertThat(this.gitlab.delete(one).status()).isEqualTo(204);
		assertThat(this.gitlab.delete(one).status()).isEqualTo(404);
	}

	@Test
	void takesScopesOfAForm() {
		TestGitlab.Reply reply = this.gitlab.form("/api/v4" + LEDGER + "/deploy_tokens",
				Map.of("name", "x", "scopes[]", "read_repository"), "PRIVATE-TOKEN", TestGitlab.ADMIN);
		assertThat(reply.status()).isEqualTo(201);
		assertThat(this.gitlab.post(LEDGER + "/deploy_tokens", "{'name':'x','scopes':['api']}").status())
			.isEqualTo(400);
		assertThat(this.gitlab.post(LEDGER + "/deploy_tokens", "{'name':'x'}").at("/error").asString())
			.isEqualTo("scopes is missing");
	}

	@Test
	void addsABotWithAnAccessToken() {
		TestGitlab.Reply created = this.gitlab.post(LEDGER + "/access_tokens",
				"{'name':'deployer','scopes':['api'],'access_level':30}");
		assertThat(created.status()).isEqualTo(201);
		assertThat(this.gitlab.get(LEDGER + "/members").all("name")).contains("deployer");
		String token = created.at("/token").asString();
		assertThat(this.gitlab.get("/user", token).at("/bot").asBoolean()).isTrue();
		assertThat(this.gitlab.get(LEDGER, token).status()).isEqualTo(200);
		assertThat(this.gitlab.get("/projects/platform%2Flibraries", token).status()).isEqualTo(404);
	}

	@Test
	void refusesAccessTokensInTwoWays() {
		String dana = this.gitlab.tokenOf("dana");
		assertThat(this.gitlab.get(LEDGER + "/access_tokens", dana).status()).isEqualTo(401);
		assertThat(this.gitlab.post(LEDGER + "/access_tokens", "{'name':'x','scopes':['api']}", dana).status())
			.isEqualTo(400);
	}

	@Test
	void killsTheFamilyWhereARevokedTokenIsRotated() {
		TestGitlab.Reply first = this.gitlab.post(LEDGER + "/access_tokens", "{'name':'x','scopes':['api']}");
		TestGitlab.Reply second = rotate(first);
		assertThat(second.status()).isEqualTo(200);
		assertThat(second.at("/id")).isNotEqualTo(first.at("/id"));
		assertThat(this.gitlab.get("/user", first.at("/token").asString()).status()).isEqualTo(401);
		assertThat(this.gitlab.get("/user", second.at("/token").asString()).status()).isEqualTo(200);
		assertThat(rotate(first).status()).isEqualTo(400);
		assertThat(this.gitlab.get("/user", second.at("/token").asString()).status()).isEqualTo(401);
	}

	private TestGitlab.Reply rotate(TestGitlab.Reply token) {
		return this.gitlab.post(LEDGER + "/access_tokens/" + token.at("/id").asLong() + "/rotate", "{}");
	}

	@Test
	void keepsVariablesByKeyAndScope() {
		String path = LEDGER + "/variables";
		assertThat(this.gitlab.post(path, "{'key':'URL','value':'a'}").status()).isEqualTo(201);
		TestGitlab.Reply twin = this.gitlab.post(path, "{'key':'URL','value':'b'}");
		assertThat(twin.status()).isEqualTo(400);
		assertThat(twin.at("/message/key/0").asString()).isEqualTo("(URL) has already been taken");
		assertThat(this.gitlab.post(path, "{'key':'URL','value':'b','environment_scope':'live'}").status())
			.isEqualTo(201);
		assertThat(this.gitlab.get(path + "/URL").status()).isEqualTo(409);
		assertThat(this.gitlab.get(path + "/URL?filter%5Benvironment_scope%5D=live").at("/value").asString())
			.isEqualTo("b");
		assertThat(this.gitlab.delete(path + "/NONE").at("/message").asString()).isEqualTo("404 Variable Not Found");
	}

	@Test
	void masksOnlyWhatCanBeMasked() {
		String path = LEDGER + "/variables";
		TestGitlab.Reply brief = this.gitlab.post(path, "{'key':'A','value':'short','masked':true}");
		assertThat(brief.status()).isEqualTo(400);
		assertThat(brief.at("/message/value/0").asString()).isEqualTo("is invalid");
		assertThat(this.gitlab.post(path, "{'key':'A','value':'lön%g-enough','masked':true}").status()).isEqualTo(400);
		assertThat(this.gitlab.post(path, "{'key':'A','value':'lön%g-enough','masked':true,'raw':true}").status())
			.isEqualTo(201);
		TestGitlab.Reply hidden = this.gitlab.post(path, "{'key':'B','value':'12345678','masked_and_hidden':true}");
		assertThat(hidden.at("/hidden").asBoolean()).isTrue();
		assertThat(hidden.at("/value").isNull()).isTrue();
	}

}
