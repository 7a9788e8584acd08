package io.gatehouse.sandbox.gitlab;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProtectionApiTests {

	private static final String BRANCHES = "/projects/teams%2Fpayments%2Fledger/protected_branches";

	private static final String TAGS = "/projects/teams%2Fpayments%2Fledger/protected_tags";

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	@Test
	void protectsBranchesByWildcard() {
		TestGitlab.Reply created = this.gitlab.post(BRANCHES, "{'name':'release/*','push_access_level':0}");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.at("/push_access_levels/0/access_level").asInt()).isZero();
		assertThat(created.at("/merge_access_levels/0/access_level").asInt()).isEqualTo(40);
		assertThat(created.at("/allow_force_push").asBoolean()).isFalse();
		assertThat(this.gitlab.get(BRANCHES + "/release%2F*").status()).isEqualTo(200);
	}

	@Test
	void conflictsOnWhatIsProtectedAlready() {
		TestGitlab.Reply reply = this.gitlab.post(BRANCHES, "{'name':'main'}");
		assertThat(reply.status()).isEqualTo(409);
		assertThat(reply.at("/message").asString()).isEqualTo("Protected branch 'main' already exists");
	}

	@Test
	void answersInvalidNamesWithAList() {
		TestGitlab.Reply reply = this.gitlab.post(BRANCHES, "{'name':''}");
		assertThat(reply.status()).isEqualTo(422);
		assertThat(reply.at("/message").isArray()).isTrue();
		assertThat(this.gitlab.post(BRANCHES, "{}").at("/error").asString()).isEqualTo("name is missing");
		assertThat(this.gitlab.post(BRANCHES, "{'name':'x','push_access_level':50}").at("/error").asString())
			.isEqualTo("push_access_level does not have a valid value");
	}

	@Test
	void ignoresListsOfPeople() {
		TestGitlab.Reply reply = this.gitlab.post(BRANCHES,
				"{'name':'x','allowed_to_push':[{'user_id':1},{'access_level':30}]}");
		assertThat(reply.at("/push_access_levels").size()).isEqualTo(1);
		assertThat(reply.at("/push_access_levels/0/access_level").asInt()).isEqualTo(40);
	}

	@Test
	void changesOnlyWhetherOneMayForce() {
		TestGitlab.Reply reply = this.gitlab.json("PATCH", BRANCHES + "/main",
				"{'allow_force_push':true,'push_access_level':30}", TestGitlab.ADMIN);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.at("/allow_force_push").asBoolean()).isTrue();
		assertThat(reply.at("/push_access_levels/0/access_level").asInt()).isEqualTo(40);
		assertThat(this.gitlab.delete(BRANCHES + "/main").status()).isEqualTo(204);
		assertThat(this.gitlab.delete(BRANCHES + "/main").status()).isEqualTo(404);
	}

	@Test
	void protectsTagsAndKnowsNoConflict() {
		TestGitlab.Reply created = this.gitlab.post(TAGS, "{'name':'v*'}");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.at("/create_access_levels/0/access_level").asInt()).isEqualTo(40);
		TestGitlab.Reply again = this.gitlab.post(TAGS, "{'name':'v*'}");
		assertThat(again.status()).isEqualTo(422);
		assertThat(again.text()).isEqualTo("{\"message\":[\"Name has already been taken\"]}");
		assertThat(this.gitlab.delete(TAGS + "/v*").status()).isEqualTo(204);
	}

	@Test
	void refusesDevelopers() {
		assertThat(this.gitlab.post(BRANCHES, "{'name':'x'}", this.gitlab.tokenOf("dana")).status()).isEqualTo(403);
	}

}
