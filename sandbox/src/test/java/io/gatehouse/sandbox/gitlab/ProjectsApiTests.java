package io.gatehouse.sandbox.gitlab;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProjectsApiTests {

	private static final String LEDGER = "/projects/teams%2Fpayments%2Fledger";

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	private TestGitlab.Reply create(String path, String more) {
		return this.gitlab.post("/projects",
				"{'path':'%s','namespace_id':%d%s}".formatted(path, this.gitlab.idOfGroup("teams/payments"), more));
	}

	@Test
	void createsEmptyProject() {
		TestGitlab.Reply created = create("invoices", ",'only_allow_merge_if_pipeline_succeeds':true");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.at("/path_with_namespace").asString()).isEqualTo("teams/payments/invoices");
		assertThat(created.at("/namespace/full_path").asString()).isEqualTo("teams/payments");
		assertThat(created.at("/namespace/kind").asString()).isEqualTo("group");
		assertThat(created.at("/empty_repo").asBoolean()).isTrue();
		assertThat(created.at("/default_branch").asString()).isEqualTo("main");
		assertThat(created.at("/only_allow_merge_if_pipeline_succeeds").asBoolean()).isTrue();
		assertThat(created.at("/permissions").isMissingNode()).isTrue();
		assertThat(this.gitlab.get(LEDGER).at("/permissions").isMissingNode()).isFalse();
	}

	@Test
	void protectsTheDefaultBranchOnceThereIsOne() {
		create("invoices", ",'initialize_with_readme':true");
		ProjectSnapshot project = this.gitlab.standIn.project("teams/payments/invoices").orElseThrow();
		assertThat(project.files()).containsKey("README.md");
		assertThat(project.protectedBranches()).containsOnlyKeys("main");
	}

	@Test
	void refusesDuplicateWithItsFields() {
		TestGitlab.Reply reply = create("ledger", "");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.at("/message/path/0").asString()).isEqualTo("has already been taken");
		assertThat(reply.at("/message/name/0").asString()).isEqualTo("has already been taken");
		assertThat(reply.json().at("/message").get("project_namespace.name").get(0).asString())
			.isEqualTo("has already been taken");
		assertThat(create("LEDGER", "").at("/message/path/0").asString()).isEqualTo("has already been taken");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-a", "a_", "a._b", "a.git", "blob", "create_dir", "пример" })
	void refusesPath(String path) {
		TestGitlab.Reply reply = create(path, ",'name':'Fine'");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.at("/message/path/0").isString()).isTrue();
	}

	@Test
	void lowersVisibilitySilently() {
		assertThat(create("open", ",'visibility':'public'").at("/visibility").asString()).isEqualTo("private");
	}

	@Test
	void refusesNamespaceWithoutRight() {
		TestGitlab.Reply reply = this.gitlab.post("/projects",
				"{'name':'x','namespace_id':%d}".formatted(this.gitlab.idOfGroup("platform")),
				this.gitlab.tokenOf("dana"));
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.at("/message/namespace/0").asString()).isEqualTo("is not valid");
		assertThat(
				this.gitlab.post("/projects", "{'name':'x','namespace_id':'teams/payments'}").at("/error").asString())
			.isEqualTo("namespace_id is invalid");
	}

	@Test
	void createsInTheCallersOwnNamespaceByDefault() {
		assertThat(this.gitlab.post("/projects", "{'name':'Notes'}", this.gitlab.tokenOf("dana"))
			.at("/path_with_namespace")
			.asString()).isEqualTo("dana/notes");
	}

	@Test
	void hidesPrivateProjectFromOutsiders() {
		TestGitlab.Reply reply = this.gitlab.get(LEDGER, this.gitlab.tokenOf("otto"));
		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.text()).isEqualTo("{\"message\":\"404 Project Not Found\"}");
		assertThat(this.gitlab.put(LEDGER, "{'description':'x'}", this.gitlab.tokenOf("dana")).status()).isEqualTo(403);
		assertThat(this.gitlab.send("GET", "/api/v4" + LEDGER, null).status()).isEqualTo(404);
	}

	@Test
	void findsByPathWhateverTheCaseButNotWithADecodedSlash() {
		assertThat(this.gitlab.get("/projects/Teams%2FPayments%2FLEDGER").status()).isEqualTo(200);
		assertThat(this.gitlab.get("/projects/teams/payments/ledger").status()).isEqualTo(404);
	}

	@Test
	void sendsReadersOfAFormerPathOnAndRefusesWriters() {
		long id = this.gitlab.idOfProject("teams/payments/ledger");
		assertThat(this.gitlab.put(LEDGER, "{'path':'books'}").status()).isEqualTo(200);
		TestGitlab.Reply moved = this.gitlab.get(LEDGER + "/members?page=1");
		assertThat(moved.status()).isEqualTo(301);
		assertThat(moved.header("Location"))
			.isEqualTo(this.gitlab.standIn.uri() + "/api/v4/projects/" + id + "/members?page=1");
		TestGitlab.Reply refused = this.gitlab.put(LEDGER, "{'description':'x'}");
		assertThat(refused.status()).isEqualTo(405);
		assertThat(refused.at("/message").asString()).isEqualTo("Non GET methods are not allowed for moved projects");
	}

	@Test
	void leadsFromTheOldPathToTheDoomedProjectUntilItIsReused() {
		long id = this.gitlab.idOfProject("teams/payments/ledger");
		assertThat(this.gitlab.delete(LEDGER).status()).isEqualTo(202);
		assertThat(this.gitlab.get(LEDGER).header("Location")).endsWith("/api/v4/projects/" + id);
		assertThat(this.gitlab.delete(LEDGER).status()).isEqualTo(405);
		assertThat(this.gitlab.get("/projects/" + id).at("/path_with_namespace").asString())
			.isEqualTo("teams/payments/ledger-deletion_scheduled-" + id);
		assertThat(create("ledger", "").status()).isEqualTo(201);
		assertThat(this.gitlab.get(LEDGER).status()).isEqualTo(200);
	}

	@Test
	void deletesRestoresAndRemoves() {
		long id = this.gitlab.idOfProject("teams/payments/ledger");
		assertThat(this.gitlab.delete(LEDGER, this.gitlab.tokenOf("olga")).status()).isEqualTo(404);
		assertThat(this.gitlab.post(LEDGER + "/restore", "{}").status()).isEqualTo(400);
		this.gitlab.delete(LEDGER);
		TestGitlab.Reply restored = this.gitlab.post("/projects/" + id + "/restore", "{}");
		assertThat(restored.status()).isEqualTo(201);
		assertThat(restored.at("/path_with_namespace").asString()).isEqualTo("teams/payments/ledger");
		assertThat(this.gitlab.get(LEDGER).status()).isEqualTo(200);
		this.gitlab.delete(LEDGER);
		String permanently = "/projects/" + id + "?permanently_remove=true&full_path=teams%2Fpayments%2Fledger";
		assertThat(this.gitlab.delete(permanently).status()).isEqualTo(400);
		assertThat(this.gitlab.delete(permanently + "-deletion_scheduled-" + id).status()).isEqualTo(202);
		assertThat(this.gitlab.get("/projects/" + id).status()).isEqualTo(404);
	}

	@Test
	void archives() {
		assertThat(this.gitlab.post(LEDGER + "/archive", "{}").status()).isEqualTo(201);
		assertThat(this.gitlab.get(LEDGER).at("/archived").asBoolean()).isTrue();
		assertThat(this.gitlab.post("/groups/teams%2Fpayments/archive", "{}").status()).isEqualTo(200);
	}

}
