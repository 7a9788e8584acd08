package io.gatehouse.project;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.StepState;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.upkeep.DriftCheck;
import io.gatehouse.sandbox.gitlab.ProjectSnapshot;
import io.gatehouse.sandbox.http.Faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnStage
class ProjectJourneyTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	DriftCheck drift;

	@AfterEach
	void endFaults() {
		this.stage.gitlabFaults().clear();
	}

	@Test
	void goesOnWhereItStoppedBeforeAnybodyWasInItsTeam() {
		this.stage.gitlabFaults()
			.next(1, "POST", "/api/v4/groups/[^/]+/members", Fault.answer(403, "{\"message\":\"403 Forbidden\"}"));
		ServiceRequest request = this.journey.ask("dana", "project", "team=halfway", "name=api", "size=SMALL");
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.FAILED);
		assertThat(this.stage.gitlab().group("teams/halfway")).isPresent();
		this.journey.retry(request, "dana");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void showsWhatItWouldMakeBeforeAnythingExists() {
		Considered considered = this.journey.consider("dana", "project", "team=payments", "name=shown", "size=SMALL");
		assertThat(considered.sound()).as("%s", considered).isTrue();
		assertThat(considered.preview().rows()).extracting(PlanRow::action)
			.containsExactly(Action.UNCHANGED, Action.UNCHANGED, Action.CREATE, Action.CREATE, Action.CREATE,
					Action.CREATE, Action.CREATE, Action.CREATE, Action.CREATE, Action.CREATE, Action.CREATE,
					Action.CREATE, Action.CREATE, Action.CREATE);
		assertThat(considered.owner()).isEqualTo(Owner.team("teams/payments"));
		assertThat(considered.needsNobody()).isFalse();
		assertThat(this.stage.gitlab().project("teams/payments/shown")).isEmpty();
	}

	@Test
	void makesAllOfItAndTakesItAway() {
		Asset asset = this.journey.have("dana", "olga", "project", "team=payments", "name=api", "size=SMALL",
				"description=Answers calls.");
		ProjectSnapshot project = this.stage.gitlab().project("teams/payments/api").orElseThrow();
		assertThat(project.visibility()).isEqualTo("private");
		assertThat(project.onlyMergeIfPipelineSucceeds()).isTrue();
		assertThat(project.protectedBranches()).containsKey("main");
		assertThat(project.protectedTags()).containsKey("v*");
		assertThat(project.members().get("dana").level()).isEqualTo(40);
		assertThat(project.members().get("dana").expiresAt()).isNull();
		assertThat(project.files().get("README.md")).contains("Answers calls.", "payments-api");
		assertThat(project.files().get(".gitlab-ci.yml")).contains("platform/ci-templates");
		assertThat(this.stage.gitlab().project("platform/libraries").orElseThrow().deployTokens())
			.containsOnlyOnce("teams/payments/api");
		assertThat(namespaced("v1", "resourcequotas", "gatehouse").at("/spec/hard/pods").asString()).isEqualTo("20");
		assertThat(namespaced("networking.k8s.io/v1", "networkpolicies", "default-deny")).isNotNull();
		assertThat(secretStatus()).isEqualTo(200);
		assertThat(asset.owner()).isEqualTo(Owner.team("teams/payments"));

		ServiceRequest change = this.journey.ask("dana", asset, Verb.CHANGE, "size=LARGE");
		assertThat(this.journey.read(change.number()).rows()).filteredOn((row) -> row.action().changes())
			.singleElement()
			.satisfies((row) -> assertThat(row.key().kind()).contains("quota"));
		this.journey.approve(change, "oscar");
		this.journey.await(change, RequestState.SUCCEEDED);
		assertThat(namespaced("v1", "resourcequotas", "gatehouse").at("/spec/hard/pods").asString()).isEqualTo("80");

		ServiceRequest revoke = this.journey.ask("dana", this.journey.asset(asset.id()), Verb.REVOKE);
		assertThat(this.journey.read(revoke.number()).rows())
			.filteredOn((row) -> row.key().equals(new Key("gitlab", "project", "teams/payments/api")))
			.singleElement()
			.satisfies((row) -> assertThat(row.notes()).isNotEmpty());
		this.journey.approve(revoke, "olga");
		this.journey.await(revoke, RequestState.SUCCEEDED);
		assertThat(this.journey.asset(asset.id()).state()).isEqualTo(AssetState.ENDED);
		assertThat(
				this.stage.gitlab().project("teams/payments/api").filter((left) -> left.markedForDeletionOn() == null))
			.isEmpty();
		assertThat(this.stage.gitlab().project("platform/libraries").orElseThrow().deployTokens())
			.doesNotContain("teams/payments/api");
		assertThat(this.stage.kubernetes().find("v1", "namespaces", null, "payments-api")).isEmpty();
		assertThat(secretStatus()).isEqualTo(404);
		assertThat(this.stage.gitlab().group("teams/payments").orElseThrow().markedForDeletionOn()).isNull();
	}

	private JsonNode namespaced(String version, String plural, String name) {
		return this.stage.kubernetes().find(version, plural, "payments-api", name).orElseThrow();
	}

	private int secretStatus() {
		return this.stage.vaultHand()
			.send("GET", "/v1/secret/data/gatehouse/teams/payments/api/deploy-token", null, null)
			.status();
	}

	@Test
	void refusesApprovalByTheRequesterAndByDevelopers() {
		ServiceRequest request = this.journey.ask("olga", "project", "team=payments", "name=eyes", "size=SMALL");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.journey.approve(request, "olga"));
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.journey.approve(request, "dana"));
		assertThat(this.journey.read(request.number()).state()).isEqualTo(RequestState.SUBMITTED);
	}

	@Test
	void findsANamespaceThatAnotherTeamsProjectWouldShare() {
		this.journey.have("dana", "olga", "project", "team=twin-a", "name=b", "size=SMALL");
		Considered considered = this.journey.consider("denis", "project", "team=twin", "name=a-b", "size=SMALL");
		assertThat(considered.sound()).isFalse();
		assertThat(considered.preview().problems())
			.allSatisfy((problem) -> assertThat(problem.text().key()).isEqualTo("plan.taken-by"));
		assertThat(considered.preview().problems()).extracting((problem) -> problem.text().arguments().get(1))
			.contains("@kubernetes:namespace:twin-a-b");
	}

	@Test
	void refusesWhatSomebodyElseMadeInTheMeantime() {
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=late", "size=SMALL");
		this.stage.kubernetes()
			.apply("v1", "namespaces", null, "payments-late",
					"{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"payments-late\"}}", "hand");
		this.journey.approve(request, "olga");
		ServiceRequest failed = this.journey.await(request, RequestState.FAILED);
		assertThat(failed.message().orElseThrow().key()).isEqualTo("plan.taken");
		assertThat(this.stage.gitlab().project("teams/payments/late")).isEmpty();
	}

	@Test
	void goesOnFromWhereItFailed() {
		this.stage.gitlabFaults()
			.next(1, "POST", "/api/v4/projects/\\d+/deploy_tokens",
					Fault.answer(403, "{\"message\":\"403 Forbidden\"}"));
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=again", "size=SMALL");
		this.journey.approve(request, "olga");
		ServiceRequest failed = this.journey.await(request, RequestState.FAILED);
		assertThat(failed.steps()).filteredOn((step) -> step.state() == StepState.FAILED)
			.singleElement()
			.satisfies((step) -> assertThat(step.key().kind()).isEqualTo("deploy token"));
		this.journey.retry(request, "dana");
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.stage.kubernetes().find("v1", "namespaces", null, "payments-again")).isPresent();
	}

	@Test
	void leavesNoDeployTokenThatNobodyKnows() {
		this.stage.gitlabFaults().next(1, "POST", "/api/v4/projects/\\d+/deploy_tokens", Fault.loseReply());
		this.journey.have("dana", "olga", "project", "team=payments", "name=lost", "size=SMALL");
		assertThat(this.stage.gitlabFaults().isSpent()).isTrue();
		assertThat(this.stage.gitlab().project("platform/libraries").orElseThrow().deployTokens())
			.containsOnlyOnce("teams/payments/lost");
	}

	@Test
	void undoesWhatWasDoneBeforeAFailure() {
		this.stage.gitlabFaults()
			.next(1, "POST", "/api/v4/projects/\\d+/repository/commits",
					Fault.answer(403, "{\"message\":\"403 Forbidden\"}"));
		ServiceRequest request = this.journey.ask("dana", "project", "team=undone-team", "name=undone", "size=SMALL");
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.FAILED);
		assertThat(this.stage.kubernetes().find("v1", "namespaces", null, "undone-team-undone")).isPresent();
		this.journey.undo(request, "dana");
		this.journey.await(request, RequestState.ROLLED_BACK);
		assertThat(this.journey.asset(request).state()).isEqualTo(AssetState.ENDED);
		assertThat(this.stage.kubernetes().find("v1", "namespaces", null, "undone-team-undone")).isEmpty();
		assertThat(this.stage.gitlab().group("teams/undone-team").filter((left) -> left.markedForDeletionOn() == null))
			.isEmpty();
	}

	@Test
	void showsDriftAndMendsIt() {
		Asset asset = this.journey.have("dana", "olga", "project", "team=payments", "name=drifts", "size=SMALL");
		this.stage.kubernetes()
			.apply("v1", "resourcequotas", "payments-drifts", "gatehouse",
					"{\"apiVersion\":\"v1\",\"kind\":\"ResourceQuota\",\"metadata\":{\"name\":\"gatehouse\"},"
							+ "\"spec\":{\"hard\":{\"pods\":\"500\"}}}",
					"hand");
		this.drift.check(asset.id());
		Asset drifted = this.journey.asset(asset.id());
		assertThat(drifted.drift()).singleElement()
			.satisfies((row) -> assertThat(row.changes()).singleElement().satisfies((change) -> {
				assertThat(change.before()).isEqualTo("500");
				assertThat(change.by()).isEqualTo("hand");
			}));
		ServiceRequest repair = this.journey.ask("dana", drifted, Verb.REPAIR);
		this.journey.approve(repair, "olga");
		this.journey.await(repair, RequestState.SUCCEEDED);
		assertThat(this.stage.kubernetes()
			.find("v1", "resourcequotas", "payments-drifts", "gatehouse")
			.orElseThrow()
			.at("/spec/hard/pods")
			.asString()).isEqualTo("20");
		assertThat(this.journey.asset(asset.id()).drift()).isEmpty();
	}

	@Test
	void putsTheFirstPersonIntoANewTeam() {
		Asset asset = this.journey.have("dana", "olga", "project", "team=founded", "name=one", "size=SMALL");
		assertThat(this.stage.gitlab().group("teams/founded").orElseThrow().members()).containsKey("dana");
		assertThat(this.journey.person("dana").groups()).contains("teams/founded");
		assertThat(Access.manages(this.journey.person("dana"), asset)).isTrue();
	}

	@Test
	void takesARoleThatComesThroughTheTeam() {
		this.journey.have("mira", "olga", "project", "team=payments", "name=by-owner", "size=SMALL");
		assertThat(this.stage.gitlab().project("teams/payments/by-owner").orElseThrow().members())
			.doesNotContainKey("mira");
	}

	@Test
	void saysWhomToAskAboutATeamOfOthers() {
		Considered considered = this.journey.consider("denis", "project", "team=payments", "name=not-mine",
				"size=SMALL");
		assertThat(considered.problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.field()).isEqualTo("team");
			assertThat(problem.text().key()).startsWith("project.team-of-others");
		});
		assertThatExceptionOfType(Conflict.class)
			.isThrownBy(() -> this.journey.ask("denis", "project", "team=payments", "name=not-mine", "size=SMALL"));
	}

}
