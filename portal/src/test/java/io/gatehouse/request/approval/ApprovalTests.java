package io.gatehouse.request.approval;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.identity.Person;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Approval;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.Note;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.submission.Submissions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnBench
class ApprovalTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Autowired
	ApprovalDesk desk;

	@Autowired
	Submissions submissions;

	@Test
	void carriesOutNothingBeforeItIsApproved() {
		ServiceRequest request = ask("waits", Approval.OPS);
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
		assertThat(this.workshop.journal("waits")).isEmpty();
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("waits")).containsExactly("make waits");
		assertThat(this.bench.audited(request)).containsExactly("REQUEST_SUBMITTED", "APPROVAL_GIVEN",
				"REQUEST_APPROVED", "EXECUTION_STARTED", "STEP_DONE", "ASSET_CREATED", "REQUEST_SUCCEEDED");
	}

	@Test
	void refusesTheApprovalOfAnotherPlanThanTheOneThatIsAsked() {
		ServiceRequest request = ask("seen", Approval.OPS);
		assertThatExceptionOfType(Conflict.class)
			.isThrownBy(
					() -> this.desk.approve(request.number(), this.journey.known("olga"), "0".repeat(64), "fine", null))
			.satisfies((conflict) -> assertThat(conflict.words().key()).isEqualTo("request.plan-changed"));
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
	}

	@Test
	void refusesTheApprovalOfAShorterGrantThanIsAskedNow() {
		ServiceRequest request = this.bench.ask("dana",
				Kit.of("longer").approvedBy(Approval.OPS).lasting(Duration.ofHours(1)));
		ServiceRequest seen = this.journey.read(request.number());
		this.bench.revise(request, "dana", Kit.of("longer").approvedBy(Approval.OPS).lasting(Duration.ofDays(30)));
		assertThat(this.journey.read(request.number()).planHash()).isEqualTo(seen.planHash());
		assertThatExceptionOfType(Conflict.class)
			.isThrownBy(
					() -> this.desk.approve(request.number(), this.journey.known("olga"), seen.shown(), "fine", null))
			.satisfies((conflict) -> assertThat(conflict.words().key()).isEqualTo("request.plan-changed"));
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
	}

	@Test
	void refusesWhoeverHasItThen() {
		Asset asset = this.bench.have("dana", Kit.of("owned"));
		this.journey.await(this.bench.handOver("dana", asset, Owner.person("olga")), RequestState.SUCCEEDED);
		ServiceRequest change = this.bench.ask("oscar", this.journey.asset(asset.id()), Verb.CHANGE,
				this.bench.kit(asset).painted("blue").approvedBy(Approval.OPS));
		assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(change, "olga"));
		assertThat(state(change)).isEqualTo(RequestState.SUBMITTED);
	}

	@Test
	void refusesTheRequesterAsApprover() {
		ServiceRequest request = this.bench.ask("olga", Kit.of("own").approvedBy(Approval.OPS));
		assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(request, "olga"));
		this.journey.approve(request, "oscar");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void refusesPeopleWhoAreExcluded() {
		ServiceRequest request = ask("excluded", Approval.NOT_OLGA);
		assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(request, "olga"));
		this.journey.approve(request, "oscar");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void refusesPeopleWhoHaveNoSayInIt() {
		ServiceRequest request = ask("no-say", Approval.OPS);
		for (String person : List.of("dana", "denis", "mira", "otto")) {
			assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(request, person));
			assertThatExceptionOfType(NotYours.class)
				.isThrownBy(() -> this.desk.reject(request.number(), this.journey.known(person), "no"));
		}
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
	}

	@Test
	void wantsAsManyDifferentPeopleAsThereAreSeats() {
		ServiceRequest request = ask("two", Approval.TWO_OPS);
		this.journey.approve(request, "olga");
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
		assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(request, "olga"));
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
		this.journey.approve(request, "oscar");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void movesAnApproverToTheSeatThatOthersCannotFill() {
		ServiceRequest request = ask("moved", Approval.OPS_AND_ADMIN);
		this.journey.approve(request, "olga");
		this.journey.approve(request, "oscar");
		ServiceRequest done = this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.desk.seats(done)).extracting((seat) -> seat.sitting().orElseThrow().username())
			.containsExactly("oscar", "olga");
	}

	@Test
	void takesNoWordOfAnAccountWhoseUserNameIsAnothersByNow() {
		ServiceRequest request = ask("renamed", Approval.OPS);
		Person earlier = this.journey.earlier("olga");
		assertThatExceptionOfType(NotYours.class)
			.isThrownBy(() -> this.desk.approve(request.number(), earlier, request.shown(), "fine", null));
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
	}

	@Test
	void countsAnApproverOnlyWhileTheyStillMay() {
		ServiceRequest request = ask("left", Approval.TWO_OPS);
		this.journey.approve(request, "oscar");
		this.stage.gitlab().removeFromGroup("oscar", "platform");
		try {
			this.journey.approve(request, "olga");
			assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
		}
		finally {
			this.stage.gitlab().addToGroup("oscar", "platform", 50);
			this.journey.person("oscar");
		}
	}

	@Test
	void trimsTheLifetimeAndNeverLengthensIt() {
		ServiceRequest request = this.bench.ask("dana",
				Kit.of("trimmed").approvedBy(Approval.OPS).lasting(Duration.ofHours(8)));
		for (Duration wrong : List.of(Duration.ofHours(9), Duration.ZERO, Duration.ofHours(-1))) {
			assertThatExceptionOfType(Conflict.class).isThrownBy(() -> approve(request, "olga", wrong));
		}
		approve(request, "olga", Duration.ofHours(2));
		ServiceRequest done = this.journey.await(request, RequestState.SUCCEEDED);
		Asset asset = this.journey.asset(done);
		assertThat(asset.endsAt()).contains(done.startedAt().plus(Duration.ofHours(2)));
	}

	@Test
	void trimsNothingThatHasNoEnd() {
		ServiceRequest request = ask("endless", Approval.OPS);
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> approve(request, "olga", Duration.ofHours(1)));
	}

	@Test
	void endsWithARejection() {
		ServiceRequest request = ask("rejected", Approval.OPS);
		this.desk.reject(request.number(), this.journey.known("olga"), "not now");
		ServiceRequest rejected = this.journey.await(request, RequestState.REJECTED);
		assertThat(rejected.notes()).extracting(Note::kind).containsExactly(Note.Kind.ASKED, Note.Kind.REJECTED);
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> this.journey.approve(request, "oscar"));
		assertThat(this.workshop.journal("rejected")).isEmpty();
	}

	@Test
	void endsWithAWithdrawal() {
		ServiceRequest request = ask("withdrawn", Approval.OPS);
		withdraw(request);
		this.journey.await(request, RequestState.WITHDRAWN);
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> this.journey.approve(request, "oscar"));
	}

	@Test
	void voidsApprovalsWhenItIsRevised() {
		ServiceRequest request = ask("revised", Approval.TWO_OPS);
		this.journey.approve(request, "olga");
		this.desk.askForChanges(request.number(), this.journey.known("oscar"), "blue, please");
		assertThat(state(request)).isEqualTo(RequestState.CHANGES_REQUESTED);
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> this.journey.approve(request, "oscar"));
		this.bench.revise(request, "dana", Kit.of("revised").painted("blue").approvedBy(Approval.TWO_OPS));
		ServiceRequest revised = this.journey.read(request.number());
		assertThat(revised.approvers()).isEmpty();
		assertThat(revised.planHash()).isNotEqualTo(request.planHash());
		this.journey.approve(request, "oscar");
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.workshop.colour("revised")).contains("blue");
	}

	@Test
	void lapsesWhereNobodyDecides() {
		ServiceRequest request = ask("lapsed", Approval.OPS);
		this.stage.sql("update service_request set lapses_at = now() where number = " + request.number());
		this.journey.await(request, RequestState.LAPSED);
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> this.journey.approve(request, "olga"));
		assertThat(this.bench.audited(request)).endsWith("REQUEST_LAPSED");
	}

	@RepeatedTest(5)
	void takesTwoApprovalsOfTheSameInstant(RepetitionInfo repetition) throws Exception {
		String name = "instant" + repetition.getCurrentRepetition();
		ServiceRequest request = ask(name, Approval.TWO_OPS);
		together(() -> approve(request, "olga", null), () -> approve(request, "oscar", null));
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal(name)).containsExactly("make " + name);
	}

	@RepeatedTest(5)
	void takesOneOfTwoApprovalsForOneSeat(RepetitionInfo repetition) throws Exception {
		String name = "seat" + repetition.getCurrentRepetition();
		ServiceRequest request = ask(name, Approval.OPS);
		List<Boolean> done = together(() -> approve(request, "olga", null), () -> approve(request, "oscar", null));
		assertThat(done).containsExactlyInAnyOrder(true, false);
		ServiceRequest carriedOut = this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(carriedOut.approvers()).hasSize(1);
		assertThat(this.workshop.journal(name)).containsExactly("make " + name);
	}

	@RepeatedTest(8)
	void carriesOutOrWithdrawsButNeverBoth(RepetitionInfo repetition) throws Exception {
		String name = "race" + repetition.getCurrentRepetition();
		ServiceRequest request = ask(name, Approval.OPS);
		together(() -> approve(request, "olga", null), () -> {
			withdraw(request);
			return true;
		});
		ServiceRequest rested = this.journey.until(() -> this.journey.read(request.number()),
				(now) -> now.state() == RequestState.SUCCEEDED || now.state() == RequestState.WITHDRAWN);
		this.journey.until(() -> this.bench.queued(request), (queued) -> !queued);
		assertThat(this.workshop.journal(name)).hasSize((rested.state() == RequestState.SUCCEEDED) ? 1 : 0);
	}

	private static List<Boolean> together(Callable<Boolean> first, Callable<Boolean> second) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
			List<Future<Boolean>> futures = threads.invokeAll(List.of(orConflict(first), orConflict(second)));
			return List.of(futures.get(0).get(), futures.get(1).get());
		}
	}

	private static Callable<Boolean> orConflict(Callable<Boolean> decision) {
		return () -> {
			try {
				return decision.call();
			}
			catch (Conflict ex) {
				return false;
			}
		};
	}

	private boolean approve(ServiceRequest request, String person, Duration trimmed) {
		this.desk.approve(request.number(), this.journey.known(person), this.journey.read(request.number()).shown(),
				"fine", trimmed);
		return true;
	}

	private void withdraw(ServiceRequest request) {
		this.bench.withdraw(request, "dana");
	}

	private ServiceRequest ask(String name, Approval approval) {
		return this.bench.ask("dana", Kit.of(name).approvedBy(approval));
	}

	private RequestState state(ServiceRequest request) {
		return this.journey.read(request.number()).state();
	}

}
