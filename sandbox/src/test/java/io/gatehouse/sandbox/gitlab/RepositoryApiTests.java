package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Commits, files, branches, tags and comparisons. */
class RepositoryApiTests {

	private static final String LEDGER = "/projects/teams%2Fpayments%2Fledger/repository";

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	private TestGitlab.Reply commit(String branch, String actions, String more) {
		return this.gitlab.post(LEDGER + "/commits",
				"{'branch':'%s','commit_message':'Change\\n\\nMore','actions':[%s]%s}".formatted(branch, actions,
						more));
	}

	private static String create(String path) {
		return "{'action':'create','file_path':'%s','content':'text of %s'}".formatted(path, path);
	}

	@Test
	void commitsSeveralActionsAtOnce() {
		TestGitlab.Reply created = commit("main", create("a/b.txt") + "," + create("c.txt")
				+ ",{'action':'move','file_path':'d.md','previous_path':'README.md'}", "");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.at("/title").asString()).isEqualTo("Change");
		assertThat(created.at("/parent_ids").size()).isEqualTo(1);
		assertThat(created.at("/created_at").asString()).endsWith("+00:00");
		assertThat(this.gitlab.standIn.project("teams/payments/ledger").orElseThrow().files())
			.containsOnlyKeys("a/b.txt", "c.txt", "d.md");
		assertThat(this.gitlab.get(LEDGER + "/tree").all("path")).containsExactly("a", "c.txt", "d.md");
		assertThat(this.gitlab.get(LEDGER + "/tree?recursive=true").all("path")).contains("a/b.txt");
	}

	@Test
	void refusesWhatDoesNotFitTheTree() {
		TestGitlab.Reply twice = commit("main", create("README.md"), "");
		assertThat(twice.status()).isEqualTo(400);
		assertThat(twice.at("/message").asString()).isEqualTo("A file with this name already exists");
		assertThat(commit("main", "{'action':'update','file_path':'none','content':''}", "").at("/message").asString())
			.isEqualTo("A file with this name doesn't exist");
		assertThat(commit("other", create("x"), "").at("/message").asString())
			.isEqualTo("You can only create or edit files when you are on a branch");
		assertThat(commit("main", create("x"), ",'start_branch':'main'").status()).isEqualTo(201);
		assertThat(commit("topic", create("y"), ",'start_branch':'main'").status()).isEqualTo(201);
		assertThat(commit("topic", create("z"), ",'start_branch':'main'").at("/message").asString())
			.startsWith("A branch called 'topic' already exists");
	}

	@Test
	void refusesStaleUpdateOfThatFileOnly() {
		String first = this.gitlab.get(LEDGER + "/files/README.md?ref=main").at("/last_commit_id").asString();
		commit("main", create("unrelated"), "");
		String update = "{'action':'update','file_path':'README.md','content':'%s','last_commit_id':'" + first + "'}";
		assertThat(commit("main", update.formatted("one"), "").status()).isEqualTo(201);
		TestGitlab.Reply stale = commit("main", update.formatted("two"), "");
		assertThat(stale.status()).isEqualTo(400);
		assertThat(stale.at("/message").asString())
			.isEqualTo("The file has changed since you started editing it: README.md");
	}

	@Test
	void letsNobodyPushPastAProtection() {
		TestGitlab.Reply refused = this.gitlab.post(LEDGER + "/commits",
				"{'branch':'main','commit_message':'x','actions':[%s]}".formatted(create("x")),
				this.gitlab.tokenOf("dana"));
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.at("/message").isString()).isTrue();
		assertThat(this.gitlab.get(LEDGER + "/tree", this.gitlab.tokenOf("otto")).status()).isEqualTo(404);
	}

	@Test
	void startsAnEmptyRepositoryAndProtectsItsBranch() {
		String path = "/projects/" + this.gitlab
			.post("/projects", "{'path':'fresh','namespace_id':%d}".formatted(this.gitlab.idOfGroup("teams/payments")))
			.at("/id")
			.asLong() + "/repository";
		TestGitlab.Reply branch = this.gitlab.post(path + "/branches", "{'branch':'topic','ref':'main'}");
		assertThat(branch.status()).isEqualTo(201);
		ProjectSnapshot project = this.gitlab.standIn.project("teams/payments/fresh").orElseThrow();
		assertThat(project.files()).containsOnlyKeys("README.md");
		assertThat(project.protectedBranches()).containsOnlyKeys("main");
	}

	@Test
	void readsAndWritesFiles() {
		String file = LEDGER + "/files/docs%2Fhow%20to.md";
		assertThat(this.gitlab.get(file).at("/error").asString()).isEqualTo("ref is missing");
		assertThat(this.gitlab.get(file + "?ref=HEAD").at("/message").asString()).isEqualTo("404 File Not Found");
		String write = "{'branch':'main','commit_message':'x','content':'%s'}";
		assertThat(this.gitlab.post(file, write.formatted("one")).status()).isEqualTo(201);
		assertThat(this.gitlab.post(file, write.formatted("one")).status()).isEqualTo(400);
		assertThat(this.gitlab.put(file, write.formatted("two")).status()).isEqualTo(200);
		TestGitlab.Reply read = this.gitlab.get(file + "?ref=HEAD");
		assertThat(new String(Base64.getDecoder().decode(read.at("/content").asString()), StandardCharsets.UTF_8))
			.isEqualTo("two");
		assertThat(read.at("/file_path").asString()).isEqualTo("docs/how to.md");
		TestGitlab.Reply head = this.gitlab.send("HEAD", "/api/v4" + file + "?ref=main", null, "PRIVATE-TOKEN",
				TestGitlab.ADMIN);
		assertThat(head.status()).isEqualTo(200);
		assertThat(head.header("X-Gitlab-Blob-Id")).isEqualTo(read.at("/blob_id").asString());
		assertThat(this.gitlab.get(file + "/raw").text()).isEqualTo("two");
		assertThat(this.gitlab.delete(file + "?branch=main&commit_message=x").status()).isEqualTo(204);
		assertThat(this.gitlab.delete(file + "?branch=main&commit_message=x").status()).isEqualTo(400);
	}

	@Test
	void answersDuplicateBranchAndTagWith400() {
		String branch = "{'branch':'topic/one','ref':'main'}";
		assertThat(this.gitlab.post(LEDGER + "/branches", branch).status()).isEqualTo(201);
		assertThat(this.gitlab.post(LEDGER + "/branches", branch).text())
			.isEqualTo("{\"message\":\"Branch already exists\"}");
		assertThat(this.gitlab.get(LEDGER + "/branches/topic%2Fone").at("/protected").asBoolean()).isFalse();
		assertThat(this.gitlab.delete(LEDGER + "/branches/topic%2Fone").status()).isEqualTo(204);
		assertThat(this.gitlab.delete(LEDGER + "/branches/main").status()).isEqualTo(405);
		String tag = "{'tag_name':'v1','ref':'main'}";
		assertThat(this.gitlab.post(LEDGER + "/tags", tag).status()).isEqualTo(201);
		assertThat(this.gitlab.post(LEDGER + "/tags", tag).status()).isEqualTo(400);
		this.gitlab.post("/projects/teams%2Fpayments%2Fledger/protected_tags", "{'name':'v*'}");
		assertThat(this.gitlab.post(LEDGER + "/tags", "{'tag_name':'v2','ref':'main'}", this.gitlab.tokenOf("dana"))
			.status()).isEqualTo(400);
	}

	@Test
	void comparesAndReverts() {
		this.gitlab.post(LEDGER + "/branches", "{'branch':'topic','ref':'main'}");
		String id = commit("topic", create("new.txt"), "").at("/id").asString();
		TestGitlab.Reply compared = this.gitlab.get(LEDGER + "/compare?from=main&to=topic");
		assertThat(compared.at("/commits").size()).isEqualTo(1);
		assertThat(compared.at("/diffs/0/new_path").asString()).isEqualTo("new.txt");
		assertThat(this.gitlab.get(LEDGER + "/compare?from=topic&to=main").at("/commits").size()).isZero();
		String revert = LEDGER + "/commits/" + id + "/revert";
		assertThat(this.gitlab.post(revert, "{'branch':'topic','dry_run':true}").status()).isEqualTo(200);
		assertThat(this.gitlab.post(revert, "{'branch':'topic'}").status()).isEqualTo(201);
		TestGitlab.Reply again = this.gitlab.post(revert, "{'branch':'topic'}");
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.at("/error_code").isString()).isTrue();
	}

}
