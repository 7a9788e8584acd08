package io.gatehouse.request.execution;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Approval;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.Workshop.Stop;
import io.gatehouse.request.approval.ApprovalDesk;
import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.Step;
import io.gatehouse.request.lifecycle.StepState;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.submission.Mending;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@OnBench
class ExecutionTests {

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
	PausedSystems paused;

	@Autowired
	Mending mending;

	@Test
	void asksAgainWhereThePlanIsAnotherOneThanWasApproved() {
		this.workshop.put("ex-shelf", "blue");
		ServiceRequest request = this.bench.ask("dana",
				Kit.of("ex-thing").shelves("ex-shelf").approvedBy(Approval.OPS));
		this.workshop.put("ex-shelf", "green");
		this.journey.approve(request, "olga");
		ServiceRequest asked = this.journey.until(() -> this.journey.read(request.number()),
				(now) -> now.message().isPresent());
		assertThat(asked.state()).isEqualTo(RequestState.SUBMITTED);
		assertThat(asked.message().get().key()).isEqualTo("request.plan-changed-since-approval");
		assertThat(asked.approvers()).isEmpty();
		assertThat(asked.rows().getFirst().changes().getFirst().before()).isEqualTo("green");
		assertThat(this.workshop.journal("ex-")).isEmpty();
		this.journey.approve(request, "oscar");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void goesOnFromTheStepThatFailed() {
		this.workshop.refuse("go-two");
		ServiceRequest request = this.bench.ask("dana", Kit.of("go-one", "go-two", "go-three"));
		ServiceRequest failed = this.journey.await(request, RequestState.FAILED);
		assertThat(failed.steps()).extracting(Step::state)
			.containsExactly(StepState.DONE, StepState.FAILED, StepState.PENDING);
		assertThat(failed.steps().get(1).message().key()).isEqualTo("workshop.refused");
		assertThat(this.bench.locks(request)).isZero();
		this.workshop.heal("go-two");
		this.journey.retry(request, "dana");
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("go-")).containsExactly("make go-one", "make go-two", "make go-three");
	}

	@Test
	void asksAgainWhereARetryWouldDoMoreThanWasApproved() {
		this.workshop.put("more-shelf", "red");
		this.workshop.refuse("more-thing");
		ServiceRequest request = this.bench.ask("dana",
				Kit.of("more-thing").shelves("more-shelf").approvedBy(Approval.OPS));
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.FAILED);
		this.workshop.heal("more-thing");
		this.workshop.put("more-shelf", "blue");
		this.journey.retry(request, "dana");
		ServiceRequest asked = this.journey.read(request.number());
		assertThat(asked.state()).isEqualTo(RequestState.SUBMITTED);
		assertThat(asked.rows().getFirst().action()).isEqualTo(Action.UPDATE);
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.workshop.colour("more-shelf")).contains("red");
	}

	@Test
	void leavesNothingOfAHalfDoneRequestThatIsThenRejected() {
		this.workshop.put("half-shelf", "red");
		this.workshop.refuse("half-two");
		ServiceRequest request = this.bench.ask("dana",
				Kit.of("half-one", "half-two").shelves("half-shelf").approvedBy(Approval.OPS));
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.FAILED);
		this.workshop.put("half-shelf", "blue");
		this.journey.retry(request, "dana");
		assertThat(this.journey.read(request.number()).withdrawable()).isFalse();
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> this.bench.withdraw(request, "dana"));
		this.desk.reject(request.number(), this.journey.known("olga"), "no more");
		ServiceRequest stopped = this.journey.await(request, RequestState.FAILED);
		assertThat(stopped.undoable()).isTrue();
		this.journey.undo(request, "dana");
		this.journey.await(request, RequestState.ROLLED_BACK);
		assertThat(this.workshop.colour("half-one")).isEmpty();
		assertThat(this.workshop.colour("half-shelf")).contains("red");
	}

	@Test
	void undoesACreationLastMadeFirst() {
		this.workshop.refuse("undo-three");
		ServiceRequest request = this.bench.ask("dana", Kit.of("undo-one", "undo-two", "undo-three"));
		this.journey.await(request, RequestState.FAILED);
		this.journey.undo(request, "dana");
		this.journey.await(request, RequestState.ROLLED_BACK);
		assertThat(this.workshop.journal("undo-")).containsExactly("make undo-one", "make undo-two", "remove undo-two",
				"remove undo-one");
		assertThat(this.journey.asset(request).state()).isEqualTo(AssetState.ENDED);
	}

	@Test
	void undoesAChangeBackToTheOldForm() {
		Asset asset = this.bench.have("dana", Kit.of("back-one", "back-two"));
		this.workshop.refuse("back-two");
		ServiceRequest change = this.bench.ask("dana", asset, Verb.CHANGE,
				this.bench.kit(asset).things("back-one", "back-new").painted("blue"));
		this.journey.await(change, RequestState.FAILED);
		assertThat(this.workshop.colour("back-one")).contains("blue");
		assertThat(this.workshop.colour("back-new")).contains("blue");
		this.workshop.heal("back-two");
		this.journey.undo(change, "dana");
		this.journey.await(change, RequestState.ROLLED_BACK);
		assertThat(this.workshop.colour("back-one")).contains("red");
		assertThat(this.workshop.colour("back-two")).contains("red");
		assertThat(this.workshop.colour("back-new")).isEmpty();
		assertThat(this.bench.kit(this.journey.asset(asset.id())).things()).containsExactly("back-one", "back-two");
		assertThat(this.journey.asset(asset.id()).state()).isEqualTo(AssetState.ACTIVE);
	}

	@Test
	void undoesARevocation() {
		Asset asset = this.bench.have("dana", Kit.of("there-one", "there-two"));
		this.workshop.refuse("there-one");
		ServiceRequest revoke = this.bench.ask("dana", asset, Verb.REVOKE);
		this.journey.await(revoke, RequestState.FAILED);
		assertThat(this.workshop.colour("there-two")).isEmpty();
		this.workshop.heal("there-one");
		this.journey.undo(revoke, "dana");
		this.journey.await(revoke, RequestState.ROLLED_BACK);
		assertThat(this.workshop.colour("there-two")).contains("red");
		assertThat(this.journey.asset(asset.id()).state()).isEqualTo(AssetState.ACTIVE);
	}

	@Test
	void goesOnWithARevocationThatFailedHalfway() {
		Asset asset = this.bench.have("dana", Kit.of("gone-one", "gone-two", "gone-three"));
		this.workshop.refuse("gone-two");
		ServiceRequest revoke = this.bench.ask("dana", asset, Verb.REVOKE,
				this.bench.kit(asset).approvedBy(Approval.OPS));
		this.journey.approve(revoke, "olga");
		this.journey.await(revoke, RequestState.FAILED);
		this.workshop.heal("gone-two");
		this.journey.retry(revoke, "dana");
		ServiceRequest done = this.journey.await(revoke, RequestState.SUCCEEDED);
		assertThat(done.steps()).hasSize(3).allMatch(Step::isDone);
		assertThat(this.workshop.journal("gone-")).endsWith("remove gone-three", "remove gone-two", "remove gone-one");
		assertThat(this.journey.asset(asset.id()).state()).isEqualTo(AssetState.ENDED);
	}

	@Test
	void goesOnWithAnUndoThatFailedHalfway() {
		this.workshop.refuse("re-three");
		ServiceRequest request = this.bench.ask("dana", Kit.of("re-one", "re-two", "re-three"));
		this.journey.await(request, RequestState.FAILED);
		this.workshop.refuse("re-one");
		this.journey.undo(request, "dana");
		ServiceRequest failed = this.journey.until(() -> this.journey.read(request.number()),
				(now) -> now.state() == RequestState.FAILED && now.undoing());
		assertThat(failed.undoable()).isFalse();
		this.workshop.heal("re-one");
		this.journey.retry(request, "dana");
		this.journey.await(request, RequestState.ROLLED_BACK);
		assertThat(this.workshop.colour("re-one")).isEmpty();
	}

	@Test
	void bringsNothingBackToAnAssetThatHasEnded() {
		Asset asset = this.bench.have("dana", Kit.of("end-one", "end-two"));
		this.workshop.refuse("end-two");
		ServiceRequest change = this.bench.ask("dana", asset, Verb.CHANGE, this.bench.kit(asset).painted("blue"));
		this.journey.await(change, RequestState.FAILED);
		this.workshop.heal("end-two");
		this.journey.await(this.bench.ask("dana", asset, Verb.REVOKE), RequestState.SUCCEEDED);
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> this.journey.retry(change, "dana"))
			.satisfies((conflict) -> assertThat(conflict.words().key()).isEqualTo("request.asset-ended"));
		assertThat(this.workshop.colour("end-one")).isEmpty();
		assertThat(this.workshop.colour("end-two")).isEmpty();
	}

	@Test
	void isAnotherVersionAfterEachStep() {
		Workshop.Stop second = this.workshop.stop("live-b");
		Workshop.Stop third = this.workshop.stop("live-c");
		ServiceRequest request = this.bench.ask("dana", Kit.of("live-a", "live-b", "live-c"));
		second.awaitArrival();
		long before = this.journey.read(request.number()).version();
		second.letGo();
		third.awaitArrival();
		assertThat(this.journey.read(request.number()).version()).isGreaterThan(before);
		third.letGo();
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void changesNothingOfWhatWasHandedOverSince() {
		Asset asset = this.bench.have("dana", Kit.of("over-a", "over-b"));
		this.workshop.refuse("over-b");
		ServiceRequest change = this.bench.ask("dana", asset, Verb.CHANGE, this.bench.kit(asset).painted("blue"));
		this.journey.await(change, RequestState.FAILED);
		this.workshop.heal("over-b");
		this.journey.await(this.bench.handOver("olga", asset, Owner.person("denis")), RequestState.SUCCEEDED);
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> this.journey.retry(change, "dana"))
			.satisfies((conflict) -> assertThat(conflict.words().key()).isEqualTo("request.asset-handed-over"));
		assertThat(this.journey.asset(asset.id()).owner()).isEqualTo(Owner.person("denis"));
	}

	@Test
	void removesWhatAChangedFormNoLongerHoldsLastMadeFirst() {
		Asset asset = this.bench.have("dana", Kit.of("less-a", "less-b", "less-c", "less-d"));
		ServiceRequest change = this.bench.ask("dana", asset, Verb.CHANGE,
				this.bench.kit(asset).things("less-b", "less-e"));
		this.journey.await(change, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("less-").subList(4, 8)).containsExactly("make less-e", "remove less-d",
				"remove less-c", "remove less-a");
		ServiceRequest revoke = this.bench.ask("dana", this.journey.asset(asset.id()), Verb.REVOKE);
		this.journey.await(revoke, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("less-").subList(8, 10)).containsExactly("remove less-e", "remove less-b");
	}

	@Test
	void releasesASharedThingOnlyWithTheLastAsset() {
		Asset first = this.bench.have("dana", Kit.of("sh-one").shelves("sh-common").painted("blue"));
		Asset second = this.bench.have("denis", Kit.of("sh-two").shelves("sh-common").painted("red"));
		this.journey.await(this.bench.ask("denis", second, Verb.REVOKE), RequestState.SUCCEEDED);
		assertThat(this.workshop.colour("sh-common")).as("as the other asks").contains("blue");
		this.journey.await(this.bench.ask("dana", first, Verb.REVOKE), RequestState.SUCCEEDED);
		assertThat(this.workshop.colour("sh-common")).isEmpty();
	}

	@Test
	void putsBackWhatWasThereBeforeOnlyWithTheLastAsset() {
		this.workshop.put("pb-common", "green");
		Asset first = this.bench.have("dana", Kit.of().shelves("pb-common").painted("blue"));
		Asset second = this.bench.have("denis", Kit.of().shelves("pb-common").painted("red"));
		this.journey.await(this.bench.ask("dana", first, Verb.REVOKE), RequestState.SUCCEEDED);
		assertThat(this.workshop.colour("pb-common")).contains("red");
		this.journey.await(this.bench.ask("denis", second, Verb.REVOKE), RequestState.SUCCEEDED);
		assertThat(this.workshop.colour("pb-common")).contains("green");
	}

	@Test
	void makesNothingTwiceWhereAnAnswerIsLost() {
		this.workshop.loseReply("lost-one");
		ServiceRequest request = this.bench.ask("dana", Kit.of("lost-one", "lost-two"));
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("lost-")).containsExactly("make lost-one", "make lost-two");
	}

	@Test
	void waitsForASystemThatDoesNotAnswerAndSaysSo() {
		this.workshop.hangUp("hung");
		ServiceRequest request = this.bench.ask("dana", Kit.of("hung"));
		ServiceRequest waiting = this.journey.until(() -> this.journey.read(request.number()),
				(now) -> now.steps().getFirst().attempts() >= 3);
		assertThat(waiting.state()).isEqualTo(RequestState.RUNNING);
		assertThat(waiting.steps().getFirst().state()).isIn(StepState.WAITING, StepState.RUNNING);
		assertThat(waiting.steps().getFirst().message().key()).isEqualTo("workshop.away");
		this.workshop.heal("hung");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void forgetsThatASystemWasAwayOnceItWasThere() {
		ServiceRequest request = askedForWhatCanNotBeSeen("hidden");
		assertThat(this.journey.read(request.number()).state()).isEqualTo(RequestState.APPROVED);
		this.workshop.heal("hidden");
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(away(request)).isEqualTo("0");
	}

	@Test
	void stopsWhereItCanNotBeLookedAtForTooLong() {
		ServiceRequest request = askedForWhatCanNotBeSeen("never-seen");
		this.stage.sql("update request_step set unreachable_since = now() - interval '31 minutes' where request_id = '"
				+ request.id() + "'");
		ServiceRequest stopped = this.journey.await(request, RequestState.FAILED);
		assertThat(stopped.message()).contains(Text.of("request.gave-up-looking", 30));
		assertThat(this.workshop.journal("never-seen")).isEmpty();
		this.workshop.heal("never-seen");
	}

	/** A request that was found to be in that state. */
	private ServiceRequest askedForWhatCanNotBeSeen(String name) {
		this.paused.pause("workshop", "olga");
		ServiceRequest request;
		try {
			request = this.bench.ask("dana", Kit.of(name));
			this.workshop.hide(name);
		}
		finally {
			this.paused.resume("workshop", "olga");
		}
		this.journey.until(() -> away(request), "1"::equals);
		return request;
	}

	private String away(ServiceRequest request) {
		return this.stage
			.query("select count(unreachable_since) from request_step where request_id = '" + request.id() + "'");
	}

	@Test
	void holdsNoPlaceWhileSomethingTakesTime() {
		List<ServiceRequest> slow = IntStream.range(0, 15).mapToObj((index) -> {
			this.workshop.takesTime("slow" + index, Integer.MAX_VALUE);
			return this.bench.ask("dana", Kit.of("slow" + index));
		}).toList();
		this.journey.until(() -> slow.stream()
			.map((request) -> this.journey.read(request.number()).steps().getFirst().state())
			.filter(StepState.WAITING::equals)
			.count(), (waiting) -> waiting == 15);
		this.journey.await(this.bench.ask("dana", Kit.of("quick")), RequestState.SUCCEEDED);
		IntStream.range(0, 15).forEach((index) -> this.workshop.heal("slow" + index));
		slow.forEach((request) -> {
			ServiceRequest done = this.journey.await(request, RequestState.SUCCEEDED);
			assertThat(done.steps().getFirst().attempts()).as("looking is no attempt").isEqualTo(1);
		});
		assertThat(this.workshop.journal("slow")).hasSize(15);
	}

	@Test
	void waitsUntilWhatIsGoingIsGone() {
		Asset asset = this.bench.have("dana", Kit.of("lingers-one", "lingers-two"));
		this.workshop.lingers("lingers-two", 3);
		ServiceRequest request = this.bench.ask("dana", asset, Verb.REVOKE);
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("lingers-")).containsExactly("make lingers-one", "make lingers-two",
				"remove lingers-two", "remove lingers-one");
		assertThat(this.workshop.lingering("lingers-two")).isFalse();
	}

	@Test
	void worksOnOneThingForOneRequestAtATime() {
		this.workshop.put("turn-shelf", "red");
		Workshop.Stop stop = this.workshop.stop("turn-one");
		ServiceRequest first = this.bench.ask("dana", Kit.of("turn-one").shelves("turn-shelf"));
		stop.awaitArrival();
		ServiceRequest second = this.bench.ask("denis", Kit.of("turn-two").shelves("turn-shelf"));
		ServiceRequest waiting = this.journey.until(() -> this.journey.read(second.number()),
				(now) -> now.message().isPresent());
		assertThat(waiting.message().get().key()).isEqualTo("request.waits-for-request");
		assertThat(waiting.message().get().arguments()).containsExactly(String.valueOf(first.number()));
		assertThat(this.workshop.journal("turn-")).isEmpty();
		stop.letGo();
		this.journey.await(first, RequestState.SUCCEEDED);
		this.journey.await(second, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("turn-")).containsExactly("make turn-one", "make turn-two");
	}

	@Test
	void endsOnceWhatTwoRequestsTakeAway() {
		Asset asset = this.bench.have("dana", Kit.of("twice-thing"));
		Stop stop = this.workshop.stop("twice-thing");
		ServiceRequest first = this.bench.ask("dana", asset, Verb.REVOKE);
		stop.awaitArrival();
		// As where all is let go of, and only that is not yet said.
		this.stage.sql("delete from resource_lock where request_id = '" + first.id() + "'");
		ServiceRequest second = this.bench.ask("dana", asset, Verb.REVOKE);
		this.journey.await(second, RequestState.SUCCEEDED);
		stop.letGo();
		this.journey.await(first, RequestState.SUCCEEDED);
		assertThat(Stream.of(first, second).flatMap((request) -> this.bench.audited(request).stream()))
			.containsOnlyOnce("ASSET_ENDED");
	}

	@Test
	void carriesOutNothingThatNobodyApprovedAndSomebodyWouldHaveToByNow() {
		Stop stop = this.workshop.stop("need-shelf");
		ServiceRequest first = this.bench.ask("dana", Kit.of().shelves("need-shelf"));
		stop.awaitArrival();
		Kit kit = Kit.of("need-thing").shelves("need-shelf").approvedBy(Approval.OPS_OF_OTHERS);
		ServiceRequest waiting = this.bench.ask("oscar", kit);
		assertThat(waiting.state()).isEqualTo(RequestState.APPROVED);
		whileOscarIsNotOps(() -> {
			stop.letGo();
			this.journey.await(first, RequestState.SUCCEEDED);
			ServiceRequest refused = this.journey.await(waiting, RequestState.FAILED);
			assertThat(refused.message().orElseThrow().key()).isEqualTo("request.nobody-approved");
			assertThatExceptionOfType(Conflict.class).isThrownBy(() -> this.journey.retry(refused, "oscar"));
			assertThat(this.workshop.journal("need-")).containsExactly("make need-shelf");
		});
	}

	private void whileOscarIsNotOps(Runnable happens) {
		this.stage.gitlab().removeFromGroup("oscar", "platform");
		try {
			happens.run();
		}
		finally {
			this.stage.gitlab().addToGroup("oscar", "platform", 50);
			this.journey.person("oscar");
		}
	}

	@Test
	void removesNothingForWhoMayNotAnyMore() {
		Kit kit = Kit.of("away-thing").approvedBy(Approval.OPS_OF_OTHERS);
		ServiceRequest made = this.bench.ask("dana", kit);
		this.journey.approve(made, "olga");
		Asset asset = this.journey.asset(this.journey.await(made, RequestState.SUCCEEDED));
		ServiceRequest change = this.bench.ask("dana", asset, Verb.CHANGE, kit.painted("blue"));
		Stop stop = this.workshop.stop("away-thing");
		this.journey.approve(change, "olga");
		stop.awaitArrival();
		ServiceRequest removal = this.bench.ask("oscar", asset, Verb.REVOKE);
		assertThat(removal.state()).isEqualTo(RequestState.APPROVED);
		whileOscarIsNotOps(() -> {
			stop.letGo();
			this.journey.await(change, RequestState.SUCCEEDED);
			ServiceRequest refused = this.journey.await(removal, RequestState.FAILED);
			assertThat(refused.message().orElseThrow().key()).isEqualTo("request.not-yours-any-more");
			assertThat(this.workshop.colour("away-thing")).contains("blue");
		});
	}

	@Test
	void holdsNothingThatIsWithdrawnWhileItIsLookedAt() {
		ServiceRequest request = this.bench.ask("dana", Kit.of("look-thing").approvedBy(Approval.OPS));
		Stop stop = this.workshop.stopReading("look-thing");
		this.journey.approve(request, "olga");
		stop.awaitArrival();
		assertThat(this.bench.locks(request)).isEqualTo(1);
		this.bench.withdraw(request, "dana");
		assertThat(this.bench.locks(request)).isZero();
		stop.letGo();
		this.journey.await(this.bench.ask("dana", Kit.of("look-thing")), RequestState.SUCCEEDED);
		assertThat(this.journey.read(request.number()).state()).isEqualTo(RequestState.WITHDRAWN);
		assertThat(this.workshop.journal("look-")).containsExactly("make look-thing");
	}

	@Test
	void undoesNothingByALookThatIsOutOfDate() throws Exception {
		this.workshop.refuse("stale-two");
		this.workshop.refuse("stale-three");
		ServiceRequest request = this.bench.ask("dana", Kit.of("stale-one", "stale-two", "stale-three"));
		ServiceRequest failed = this.journey.await(request, RequestState.FAILED);
		String saw = this.mending.undoPreview(failed).hash();
		Stop stop = this.workshop.stopReading("stale-one");
		try (ExecutorService other = Executors.newSingleThreadExecutor()) {
			Future<?> undo = other.submit(() -> this.mending.undo(request.number(), "dana", saw));
			stop.awaitArrival();
			this.workshop.heal("stale-two");
			this.journey.retry(request, "dana");
			this.journey.until(() -> this.workshop.colour("stale-two").isPresent()
					&& this.journey.read(request.number()).state() == RequestState.FAILED, (done) -> done);
			stop.letGo();
			assertThatThrownBy(undo::get).hasCauseInstanceOf(Conflict.class);
		}
		this.journey.undo(request, "dana");
		this.journey.await(request, RequestState.ROLLED_BACK);
		assertThat(this.workshop.colour("stale-two")).isEmpty();
	}

	@Test
	void keepsItsThingsWhileASystemIsPaused() {
		this.workshop.takesTime("pause-one", Integer.MAX_VALUE);
		ServiceRequest request = this.bench.ask("dana", Kit.of("pause-one", "pause-two"));
		this.journey.until(() -> this.journey.read(request.number()).steps().getFirst().state(),
				(state) -> state == StepState.WAITING);
		this.paused.pause("workshop", "olga");
		try {
			ServiceRequest waiting = this.journey.until(() -> this.journey.read(request.number()),
					(now) -> now.message().filter((text) -> text.key().equals("request.system-paused")).isPresent());
			assertThat(waiting.state()).isEqualTo(RequestState.RUNNING);
			assertThat(this.bench.locks(request)).isEqualTo(2);
		}
		finally {
			this.paused.resume("workshop", "olga");
		}
		this.workshop.heal("pause-one");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void failsWhereSomebodyWasFaster() {
		ServiceRequest first = this.bench.ask("dana", Kit.of("fast").approvedBy(Approval.OPS));
		ServiceRequest second = this.bench.ask("denis", Kit.of("fast").approvedBy(Approval.OPS));
		this.journey.approve(first, "olga");
		this.journey.await(first, RequestState.SUCCEEDED);
		this.journey.approve(second, "olga");
		ServiceRequest failed = this.journey.await(second, RequestState.FAILED);
		assertThat(failed.message().get().key()).isEqualTo("plan.taken-by");
		assertThat(this.workshop.journal("fast")).containsExactly("make fast");
	}

	@Test
	void recordsNothingAsHeldThatIsNotThere() {
		Asset asset = this.bench.have("dana", Kit.of("clean-one").shelves("clean-shelf"));
		this.journey.await(this.bench.ask("dana", asset, Verb.REVOKE), RequestState.SUCCEEDED);
		Asset again = this.bench.have("denis", Kit.of("clean-one").shelves("clean-shelf"));
		assertThat(again.state()).isEqualTo(AssetState.ACTIVE);
		assertThat(this.journey.asset(asset.id()).drift()).extracting(PlanRow::action).isEmpty();
		assertThat(again.createdAt()).isAfter(asset.createdAt().minus(Duration.ofSeconds(1)));
	}

}
