package io.gatehouse.access;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.submission.Submissions;
import io.gatehouse.request.submission.Wish;
import io.gatehouse.request.upkeep.DriftCheck;
import io.gatehouse.sandbox.gitlab.ProjectSnapshot.Membership;
import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Faults.Fault;
import io.gatehouse.web.Browser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnStage
class AccessJourneyTests {

	private static final String LEDGER = "teams/payments/ledger";

	private static final String ASR = "teams/speech/asr";

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	DriftCheck drift;

	@Autowired
	RequestTypes types;

	@Autowired
	Forms forms;

	@Autowired
	Submissions submissions;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void meet() {
		this.journey.person("mira");
		this.journey.person("olga");
	}

	@Test
	void grantsForATimeAndEndsByItself() {
		Asset asset = have("otto", "mira", LEDGER, "otto", "REPORTER");
		Membership membership = member(LEDGER, "otto");
		assertThat(membership.level()).isEqualTo(20);
		assertThat(membership.expiresAt()).isAfter(LocalDate.now(ZoneOffset.UTC));
		assertThat(asset.owner()).isEqualTo(Owner.person("otto"));
		assertThat(asset.endsAt().orElseThrow()).isBetween(Instant.now().plus(Duration.ofMinutes(59)),
				Instant.now().plus(Duration.ofMinutes(61)));
		comesToItsEnd(asset);
		assertThat(this.stage.gitlab().project(LEDGER).orElseThrow().members()).doesNotContainKey("otto");
	}

	@Test
	void putsBackWhatWasThereBefore() {
		LocalDate expires = LocalDate.now(ZoneOffset.UTC).plusDays(90);
		setMember(ASR, "otto", 10, expires);
		Asset asset = have("otto", "olga", ASR, "otto", "DEVELOPER");
		assertThat(member(ASR, "otto").level()).isEqualTo(30);
		comesToItsEnd(asset);
		assertThat(member(ASR, "otto")).isEqualTo(new Membership(10, expires));
	}

	@Test
	void lastsNoLongerThanTheApproverLets() {
		ServiceRequest request = ask("otto", "teams/speech/asr", "denis", "MAINTAINER");
		this.journey.approve(request, "mira", Duration.ofMinutes(20));
		Asset asset = this.journey.asset(this.journey.await(request, RequestState.SUCCEEDED));
		assertThat(asset.endsAt().orElseThrow()).isBefore(Instant.now().plus(Duration.ofMinutes(21)));
	}

	@Test
	void putsBackWhatWasThereWhereItIsUndone() {
		setMember("platform/libraries", "denis", 10, null);
		ServiceRequest request = ask("denis", "platform/libraries", "denis", "REPORTER");
		this.stage.gitlabFaults()
			.next(1, "PUT", "/api/v4/projects/\\d+/members/\\d+", Fault.answer(403, "{\"message\":\"403 Forbidden\"}"));
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.FAILED);
		this.journey.undo(request, "denis");
		this.journey.await(request, RequestState.ROLLED_BACK);
		assertThat(member("platform/libraries", "denis")).isEqualTo(new Membership(10, null));
	}

	@Test
	void goesOnWhereItIsThereThoughNobodyHeardOfIt() {
		String libraries = "platform/libraries";
		ServiceRequest request = ask("mira", libraries, "mira", "REPORTER");
		Predicate<Exchange> onceItIsThere = Faults.requests("GET", "/api/v4/projects/\\d+/members/\\d+")
			.and((call) -> this.stage.gitlab().project(libraries).orElseThrow().members().containsKey("mira"));
		this.stage.gitlabFaults()
			.next(1, "POST", "/api/v4/projects/\\d+/members", Fault.loseReply())
			.next(1, onceItIsThere, Fault.answer(403, "{\"message\":\"403 Forbidden\"}"));
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.FAILED);
		this.journey.retry(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void isGivenBackWithoutAnybodysApproval() {
		Asset asset = have("dana", "mira", LEDGER, "dana", "MAINTAINER");
		ServiceRequest revoke = this.journey.ask("dana", asset, Verb.REVOKE);
		this.journey.await(revoke, RequestState.SUCCEEDED);
		assertThat(this.stage.gitlab().project(LEDGER).orElseThrow().members()).doesNotContainKey("dana");
	}

	@Test
	void isNeverApprovedByTheOneWhoAsksOrGains() {
		ServiceRequest forOscar = ask("olga", ASR, "oscar", "DEVELOPER");
		assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(forOscar, "oscar"));
		assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(forOscar, "olga"));
		assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(forOscar, "dana"));
		this.journey.approve(forOscar, "mira");
		this.journey.await(forOscar, RequestState.SUCCEEDED);
	}

	@Test
	void isChangedOnlyWithApprovalAndKeepsItsEnd() {
		Asset asset = have("denis", "mira", LEDGER, "denis", "REPORTER");
		ServiceRequest widened = this.journey.ask("denis", asset, Verb.CHANGE, "role=MAINTAINER");
		assertThat(this.journey.read(widened.number()).state()).isEqualTo(RequestState.SUBMITTED);
		assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(widened, "denis"));
		this.journey.approve(widened, "mira");
		this.journey.await(widened, RequestState.SUCCEEDED);
		assertThat(member(LEDGER, "denis").level()).isEqualTo(40);
		Asset wider = this.journey.asset(asset.id());
		assertThat(wider.endsAt()).isEqualTo(asset.endsAt());
		ServiceRequest narrowed = this.journey.ask("denis", wider, Verb.CHANGE, "role=GUEST");
		this.journey.approve(narrowed, "olga");
		this.journey.await(narrowed, RequestState.SUCCEEDED);
		assertThat(member(LEDGER, "denis").level()).isEqualTo(10);
	}

	@Test
	void isExtendedFromWhenTheExtensionIsCarriedOut() {
		Asset asset = have("dana", "mira", ASR, "dana", "REPORTER");
		endIn(asset, "20 minutes");
		ServiceRequest renewal = this.journey.ask("dana", this.journey.asset(asset.id()), Verb.RENEW);
		this.journey.approve(renewal, "mira");
		this.journey.await(renewal, RequestState.SUCCEEDED);
		assertThat(this.journey.asset(asset.id()).endsAt().orElseThrow())
			.isAfter(Instant.now().plus(Duration.ofMinutes(58)));
		this.drift.check(asset.id());
		assertThat(this.journey.asset(asset.id()).drift()).isEmpty();
	}

	@Test
	void staysWhereItsEndComesWhileItIsBeingExtended() {
		Asset asset = have("olga", "oscar", LEDGER, "olga", "REPORTER");
		// So that the extension has something to write, at which it can be held up.
		setMember(LEDGER, "olga", 10, null);
		this.stage.gitlabFaults().next(4, "PUT", "/api/v4/projects/\\d+/members/\\d+", Fault.answer(503, "{}"));
		ServiceRequest renewal = this.journey.ask("olga", asset, Verb.RENEW);
		this.journey.approve(renewal, "oscar");
		this.journey.until(() -> this.journey.read(renewal.number()), (now) -> now.state() == RequestState.RUNNING);
		endIn(asset, "-1 minutes");
		this.journey.until(() -> expiry(asset), (state) -> state.isPresent());
		this.journey.await(renewal, RequestState.SUCCEEDED);
		assertThat(this.journey.until(() -> expiry(asset), (state) -> !state.equals(Optional.of("APPROVED"))))
			.contains("WITHDRAWN");
		assertThat(this.journey.asset(asset.id()).state()).isEqualTo(AssetState.ACTIVE);
		assertThat(member(LEDGER, "olga").level()).isEqualTo(20);
	}

	private Optional<String> expiry(Asset asset) {
		return this.jdbc.sql("select state from service_request where asset_id = ? and verb = 'EXPIRE'")
			.param(asset.id())
			.query(String.class)
			.optional();
	}

	@Test
	void followsAnAccountWhoseNameChangesAndLeavesWhoeverTakesTheNameAlone() {
		newAccount("nina");
		Asset asset = have("nina", "olga", "platform/libraries", "nina", "REPORTER");
		rename("nina", "nina2");
		newAccount("nina");
		// The portal learns of it one after the other, as it does on its schedule.
		this.journey.person("nina2");
		this.journey.person("nina");
		setMember("platform/libraries", "nina", 30, null);
		this.drift.check(asset.id());
		assertThat(this.journey.asset(asset.id()).drift()).isEmpty();
		comesToItsEnd(asset);
		assertThat(member("platform/libraries", "nina2")).isNull();
		assertThat(member("platform/libraries", "nina").level()).isEqualTo(30);
	}

	@Test
	void takesAwayFromTheAccountEvenBeforeThePortalLearnsOfItsNewName() {
		newAccount("vera");
		Asset asset = have("vera", "olga", "platform/libraries", "vera", "REPORTER");
		rename("vera", "vera2");
		comesToItsEnd(asset);
		assertThat(member("platform/libraries", "vera2")).isNull();
	}

	@Test
	void putsAMembershipBackThatGitlabEndedByItsNet() {
		newAccount("timo");
		setMember("platform/libraries", "timo", 20, null);
		Asset asset = have("timo", "olga", "platform/libraries", "timo", "DEVELOPER");
		long user = this.journey.person("timo").id();
		this.stage.gitlabHand().send("DELETE", "/api/v4/projects/platform%2Flibraries/members/" + user, null, null);
		comesToItsEnd(asset);
		assertThat(member("platform/libraries", "timo").level()).isEqualTo(20);
		assertThat(member("platform/libraries", "timo").expiresAt()).isNull();
	}

	@Test
	void tellsNobodyWhoHasWhichRoleElsewhere() {
		assertThat(consider("otto", LEDGER, "mira", "REPORTER").problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.text().key()).isEqualTo("access.adds-nothing"));
	}

	private void newAccount(String username) {
		this.stage.gitlabHand()
			.send("POST", "/api/v4/users", "application/json",
					"{\"username\":\"%1$s\",\"name\":\"%1$s\",\"email\":\"%1$s@example.com\"}".formatted(username))
			.ok();
		this.journey.person(username);
	}

	private void rename(String from, String to) {
		this.stage.gitlabHand()
			.send("PUT", "/api/v4/users/" + this.journey.person(from).id(), "application/json",
					"{\"username\":\"" + to + "\"}")
			.ok();
	}

	@Test
	void goesToTheSameHeirWhenHandingOverIsAskedForAgain() {
		Asset asset = have("denis", "olga", "platform/ci-templates", "denis", "REPORTER");
		Known known = this.types.get("access");
		Record form = this.forms.record(known.form(), asset.form());
		Wish wish = Wish.handOver(asset, known, form, this.journey.person("denis"), Owner.person("dana"));
		ServiceRequest request = this.submissions.submit(wish, this.submissions.consider(wish), "because",
				UUID.randomUUID().toString());
		Wish again = Wish.again(request, asset, known, form, this.journey.person("denis"));
		assertThat(this.submissions.consider(again).owner()).isEqualTo(Owner.person("dana"));
	}

	@Test
	void refusesASecondGrantOfTheSameMembership() {
		have("otto", "olga", "platform/libraries", "otto", "GUEST");
		Considered second = consider("otto", "platform/libraries", "otto", "DEVELOPER");
		assertThat(second.preview().problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.text().key()).isEqualTo("plan.held-by"));
		Browser browser = new Browser(this.stage.portalUri(0));
		browser.signIn("dana");
		String form = browser
			.post("/settings", "/ask/access",
					Map.of("project", "platform/libraries", "person", "otto", "role", "DEVELOPER", "lasts", "1",
							"lasts.unit", "hours", "_reason", "because", "submission", UUID.randomUUID().toString()))
			.body();
		assertThat(form).contains("is part of “Guest in platform/libraries for otto” already")
			.doesNotContain("@resource", "@gitlab");
	}

	@Test
	void refusesWhatAddsNothing() {
		assertThat(consider("dana", LEDGER, "mira", "REPORTER").problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.text().key()).isEqualTo("access.has-through-group"));
		setMember("platform/ci-templates", "dana", 30, null);
		assertThat(consider("dana", "platform/ci-templates", "dana", "REPORTER").problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.text().key()).isEqualTo("access.has-already"));
	}

	@Test
	void refusesUnknownProjectsAndPeople() {
		assertThat(consider("dana", "teams/payments/nothing", "nobody", "REPORTER").problems())
			.extracting((problem) -> problem.field() + " " + problem.text().key())
			.containsExactly("project access.project-unknown", "person access.person-unknown");
		assertThat(consider("dana", "Teams/Payments/Ledger", "dana", "REPORTER").problems())
			.extracting((problem) -> problem.text().key())
			.containsExactly("access.project-spelled");
	}

	@Test
	void showsAMembershipThatSomebodyChanged() {
		Asset asset = have("otto", "olga", "platform/ci-templates", "otto", "REPORTER");
		setMember("platform/ci-templates", "otto", 40, null);
		this.drift.check(asset.id());
		Asset drifted = this.journey.asset(asset.id());
		assertThat(drifted.drift()).extracting(PlanRow::action).containsExactly(Action.UPDATE);
		ServiceRequest repair = this.journey.ask("otto", drifted, Verb.REPAIR);
		this.journey.approve(repair, "oscar");
		this.journey.await(repair, RequestState.SUCCEEDED);
		assertThat(member("platform/ci-templates", "otto").level()).isEqualTo(20);
		assertThat(member("platform/ci-templates", "otto").expiresAt()).isNotNull();
	}

	private Asset have(String person, String approver, String project, String whom, String role) {
		ServiceRequest request = ask(person, project, whom, role);
		this.journey.approve(request, approver);
		return this.journey.asset(this.journey.await(request, RequestState.SUCCEEDED));
	}

	private ServiceRequest ask(String person, String project, String whom, String role) {
		return this.journey.ask(person, "access", input(project, whom, role));
	}

	private Considered consider(String person, String project, String whom, String role) {
		return this.journey.consider(person, "access", input(project, whom, role));
	}

	private static String[] input(String project, String whom, String role) {
		return new String[] { "project=" + project, "person=" + whom, "role=" + role, "lasts=1", "lasts.unit=hours" };
	}

	private void comesToItsEnd(Asset asset) {
		endIn(asset, "-1 minutes");
		this.journey.until(() -> this.journey.asset(asset.id()), (now) -> now.state() == AssetState.ENDED);
	}

	private void endIn(Asset asset, String interval) {
		this.stage.sql("update asset set ends_at = now() + interval '" + interval + "', version = version + 1 "
				+ "where id = '" + asset.id() + "'");
	}

	private Membership member(String project, String username) {
		return this.stage.gitlab().project(project).orElseThrow().members().get(username);
	}

	private void setMember(String project, String username, int level, @Nullable LocalDate expires) {
		String path = "/api/v4/projects/" + project.replace("/", "%2F") + "/members";
		long user = this.journey.person(username).id();
		this.stage.gitlabHand().send("DELETE", path + "/" + user, null, null);
		this.stage.gitlabHand()
			.send("POST", path, "application/json",
					"{\"user_id\":%d,\"access_level\":%d%s}".formatted(user, level,
							(expires != null) ? ",\"expires_at\":\"" + expires + "\"" : ""))
			.ok();
	}

}
