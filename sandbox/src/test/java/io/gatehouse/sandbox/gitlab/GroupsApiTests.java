package io.gatehouse.sandbox.gitlab;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GroupsApiTests {

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	private TestGitlab.Reply create(String path) {
		return this.gitlab.post("/groups",
				"{'name':'%s','path':'%s','parent_id':%d}".formatted(path, path, this.gitlab.idOfGroup("teams")));
	}

	@Test
	void createsSubgroup() {
		TestGitlab.Reply created = create("billing");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.at("/full_path").asString()).isEqualTo("teams/billing");
		assertThat(created.at("/visibility").asString()).isEqualTo("private");
		assertThat(created.at("/marked_for_deletion_on").isNull()).isTrue();
		assertThat(this.gitlab.get("/groups/Teams%2FBILLING?with_projects=false").at("/id"))
			.isEqualTo(created.at("/id"));
	}

	@Test
	void refusesDuplicateInTheWordsOfRuby() {
		TestGitlab.Reply reply = create("payments");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.at("/message").asString())
			.isEqualTo("Failed to save group {:path=>[\"has already been taken\"]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "-a", "a-", "a--b", "a..b", "a.git", "a.atom", "a b", "tree", "Wikis", "new" })
	void refusesPath(String path) {
		TestGitlab.Reply reply = this.gitlab.post("/groups",
				"{'name':'Fine','path':'%s','parent_id':%d}".formatted(path, this.gitlab.idOfGroup("teams")));
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.at("/message").asString()).startsWith("Failed to save group {:path=>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api", "Admin", "groups", "dana", "DANA" })
	void refusesPathAtTheTop(String path) {
		assertThat(this.gitlab.post("/groups", "{'name':'Fine','path':'%s'}".formatted(path)).status()).isEqualTo(400);
	}

	@Test
	void refusesGroupWiderThanItsParent() {
		TestGitlab.Reply reply = this.gitlab.post("/groups",
				"{'name':'Wide','path':'wide','visibility':'public','parent_id':%d}"
					.formatted(this.gitlab.idOfGroup("teams")));
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.at("/message").asString()).contains("visibility_level");
	}

	@Test
	void tellsMissingRightFromMissingGroup() {
		String parent = "{'name':'Mine','path':'mine','parent_id':%d}";
		long platform = this.gitlab.idOfGroup("platform");
		long payments = this.gitlab.idOfGroup("teams/payments");
		String dana = this.gitlab.tokenOf("dana");
		assertThat(this.gitlab.post("/groups", parent.formatted(platform), dana).status()).isEqualTo(404);
		assertThat(this.gitlab.post("/groups", parent.formatted(payments), dana).status()).isEqualTo(403);
		assertThat(this.gitlab.get("/groups/platform", dana).at("/message").asString())
			.isEqualTo("404 Group Not Found");
		assertThat(this.gitlab.post("/groups", "{'name':'Mine'}").at("/error").asString()).isEqualTo("path is missing");
	}

	@Test
	void listsOwnGroupsUnlessAdministrator() {
		assertThat(this.gitlab.get("/groups", this.gitlab.tokenOf("dana")).all("full_path"))
			.containsExactly("developers", "teams/payments");
		assertThat(this.gitlab.get("/groups?top_level_only=true").all("full_path")).containsExactly("developers",
				"platform", "platform-admins", "teams");
		assertThat(this.gitlab.get("/groups?owned=true", this.gitlab.tokenOf("olga")).all("full_path"))
			.containsExactly("platform/admins", "platform", "platform-admins");
		assertThat(this.gitlab.get("/groups/teams/subgroups").all("path")).containsExactly("payments", "speech");
	}

	@Test
	void freesNameAndPathWhenMarkedForDeletion() {
		long id = create("billing").at("/id").asLong();
		TestGitlab.Reply deleted = this.gitlab.delete("/groups/teams%2Fbilling");
		assertThat(deleted.status()).isEqualTo(202);
		assertThat(deleted.at("/message").asString()).isEqualTo("202 Accepted");
		TestGitlab.Reply marked = this.gitlab.get("/groups/" + id);
		assertThat(marked.at("/full_path").asString()).isEqualTo("teams/billing-deletion_scheduled-" + id);
		assertThat(marked.at("/name").asString()).isEqualTo("billing-deletion_scheduled-" + id);
		assertThat(marked.at("/marked_for_deletion_on").asString()).isEqualTo("2026-03-10");
		assertThat(this.gitlab.get("/groups/teams%2Fbilling").status()).isEqualTo(404);
		TestGitlab.Reply again = this.gitlab.delete("/groups/" + id);
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.at("/message").asString()).endsWith("already marked for deletion");
		assertThat(create("billing").status()).isEqualTo(201);
	}

	@Test
	void leavesWhatIsBelowADoomedGroupAlone() {
		long id = this.gitlab.idOfGroup("teams");
		assertThat(this.gitlab.delete("/groups/teams").status()).isEqualTo(202);
		String below = "/groups/teams-deletion_scheduled-" + id + "%2Fpayments";
		assertThat(this.gitlab.delete(below).status()).isEqualTo(202);
		assertThat(this.gitlab.get(below).at("/marked_for_deletion_on").isNull()).isTrue();
	}

	@Test
	void restoresUnderTheOldPathOrOneBesideIt() {
		long id = create("billing").at("/id").asLong();
		assertThat(this.gitlab.post("/groups/" + id + "/restore", "{}").status()).isEqualTo(400);
		this.gitlab.delete("/groups/" + id);
		TestGitlab.Reply restored = this.gitlab.post("/groups/" + id + "/restore", "{}");
		assertThat(restored.status()).isEqualTo(201);
		assertThat(restored.at("/full_path").asString()).isEqualTo("teams/billing");
		this.gitlab.delete("/groups/" + id);
		create("billing");
		assertThat(this.gitlab.post("/groups/" + id + "/restore", "{}").at("/full_path").asString())
			.matches("teams/billing-[a-z0-9]{5}");
	}

	@Test
	void removesPermanentlyOnlyWhatIsMarkedUnderItsPresentPath() {
		long id = create("billing").at("/id").asLong();
		String permanently = "/groups/" + id + "?permanently_remove=true&full_path=teams%2Fbilling";
		assertThat(this.gitlab.delete(permanently).status()).isEqualTo(400);
		this.gitlab.delete("/groups/" + id);
		assertThat(this.gitlab.delete(permanently).at("/message").asString()).contains("`full_path` is incorrect");
		assertThat(this.gitlab.delete(permanently + "-deletion_scheduled-" + id).status()).isEqualTo(202);
		assertThat(this.gitlab.get("/groups/" + id).status()).isEqualTo(404);
		assertThat(this.gitlab.delete("/groups/teams?permanently_remove=true&full_path=teams").status()).isEqualTo(400);
	}

	@Test
	void destroysAfterThirtyDays() {
		long id = create("billing").at("/id").asLong();
		this.gitlab.delete("/groups/" + id);
		this.gitlab.clock.advance(Duration.ofDays(29));
		this.gitlab.standIn.runNightlyCron();
		assertThat(this.gitlab.get("/groups/" + id).status()).isEqualTo(200);
		this.gitlab.clock.advance(Duration.ofDays(1));
		this.gitlab.standIn.runNightlyCron();
		assertThat(this.gitlab.get("/groups/" + id).status()).isEqualTo(404);
	}

	@Test
	void doesNotFollowFormerPath() {
		assertThat(this.gitlab.put("/groups/teams%2Fspeech", "{'path':'voice'}").status()).isEqualTo(200);
		assertThat(this.gitlab.get("/groups/teams%2Fspeech").status()).isEqualTo(404);
		assertThat(this.gitlab.get("/groups/teams%2Fvoice").status()).isEqualTo(200);
	}

}
