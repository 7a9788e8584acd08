package io.gatehouse.request.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.Change;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@OnBench
class UpkeepTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Autowired
	DriftCheck drift;

	@Test
	void takesAwayWhatHasComeToItsEnd() {
		Asset asset = this.bench.have("dana", Kit.of("exp-one").lasting(Duration.ofSeconds(2)));
		Instant end = asset.endsAt().orElseThrow();
		Asset ended = until(asset, AssetState.ENDED);
		assertThat(this.workshop.colour("exp-one")).isEmpty();
		assertThat(ended.endedAt()).isBetween(end, end.plus(Duration.ofSeconds(30)));
		assertThat(this.bench.byItself(asset, Verb.EXPIRE)).isPresent();
	}

	@Test
	void startsTheClockWhenItIsCarriedOut() {
		this.workshop.takesTime("clock-one", 4);
		ServiceRequest request = this.bench.ask("dana", Kit.of("clock-one").lasting(Duration.ofHours(1)));
		ServiceRequest done = this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.journey.asset(done).endsAt()).contains(done.startedAt().plus(Duration.ofHours(1)));
		assertThat(done.startedAt()).isAfterOrEqualTo(done.submittedAt());
	}

	@Test
	void renewsFromWhenThatIsCarriedOut() {
		Asset asset = this.bench.have("dana", Kit.of("renew-one").lasting(Duration.ofHours(1)));
		ServiceRequest renew = this.bench.ask("dana", asset, Verb.RENEW,
				this.bench.kit(asset).lasting(Duration.ofHours(5)));
		ServiceRequest done = this.journey.await(renew, RequestState.SUCCEEDED);
		assertThat(this.journey.asset(asset.id()).endsAt()).contains(done.startedAt().plus(Duration.ofHours(5)));
		assertThat(this.workshop.journal("renew-")).containsExactly("make renew-one");
	}

	@Test
	void keepsTheEndWhereSomethingElseIsChanged() {
		Asset asset = this.bench.have("dana", Kit.of("keep-one").lasting(Duration.ofHours(1)));
		ServiceRequest change = this.bench.ask("dana", asset, Verb.CHANGE, this.bench.kit(asset).painted("blue"));
		this.journey.await(change, RequestState.SUCCEEDED);
		assertThat(this.journey.asset(asset.id()).endsAt()).isEqualTo(asset.endsAt());
	}

	@Test
	void countsFromTheChangeWhereThatAsksForAnotherLifetime() {
		Asset asset = this.bench.have("dana", Kit.of("longer-one").lasting(Duration.ofHours(1)));
		ServiceRequest change = this.bench.ask("dana", asset, Verb.CHANGE,
				this.bench.kit(asset).lasting(Duration.ofHours(3)));
		ServiceRequest done = this.journey.await(change, RequestState.SUCCEEDED);
		assertThat(this.journey.asset(asset.id()).endsAt()).contains(done.startedAt().plus(Duration.ofHours(3)));
	}

	@Test
	void handsOver() {
		Asset asset = this.bench.have("dana", Kit.of("heir-one").lasting(Duration.ofHours(1)));
		ServiceRequest transfer = this.bench.handOver("dana", asset, Owner.person("denis"));
		this.journey.await(transfer, RequestState.SUCCEEDED);
		Asset handed = this.journey.asset(asset.id());
		assertThat(handed.owner()).isEqualTo(Owner.person("denis"));
		assertThat(handed.madeBy()).isEqualTo("denis");
		assertThat(handed.endsAt()).isEqualTo(asset.endsAt());
		assertThat(Access.manages(this.journey.person("dana"), handed)).isFalse();
		assertThat(Access.manages(this.journey.person("denis"), handed)).isTrue();
	}

	@Test
	void showsDriftUntilItIsGone() {
		Asset asset = this.bench.have("dana", Kit.of("drift-one", "drift-two"));
		this.workshop.put("drift-two", "blue");
		this.drift.check(asset.id());
		assertThat(this.journey.asset(asset.id()).drift()).singleElement()
			.satisfies((row) -> assertThat(row.changes()).containsExactly(new Change("colour", "blue", "red", null)));
		this.workshop.put("drift-two", "red");
		this.drift.check(asset.id());
		assertThat(this.journey.asset(asset.id()).drift()).isEmpty();
	}

	@Test
	void keepsWhatItKnewOfDriftWhereASystemDoesNotAnswer() {
		Asset asset = this.bench.have("dana", Kit.of("blind-one"));
		this.workshop.lose("blind-one");
		this.drift.check(asset.id());
		this.workshop.hide("blind-one");
		this.drift.check(asset.id());
		this.workshop.heal("blind-one");
		assertThat(this.journey.asset(asset.id()).drift()).hasSize(1);
	}

	@Test
	void repairsDrift() {
		Asset asset = this.bench.have("dana", Kit.of("fix-one", "fix-two"));
		this.workshop.lose("fix-one");
		this.drift.check(asset.id());
		ServiceRequest repair = this.bench.ask("dana", this.journey.asset(asset.id()), Verb.REPAIR);
		this.journey.await(repair, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("fix-")).containsExactly("make fix-one", "make fix-two", "make fix-one");
		assertThat(this.journey.asset(asset.id()).drift()).isEmpty();
	}

	@RepeatedTest(4)
	void takesAwayOnceWhenItIsGivenBackAtItsEnd(RepetitionInfo repetition) throws Exception {
		String name = "both" + repetition.getCurrentRepetition();
		Asset asset = this.bench.have("dana", Kit.of(name + "-one", name + "-two").lasting(Duration.ofHours(1)));
		Callable<Object> revoke = () -> this.bench.ask("dana", asset, Verb.REVOKE);
		Callable<Object> expire = () -> {
			this.stage.sql("update asset set ends_at = now() where number = " + asset.number());
			return asset;
		};
		try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
			threads.invokeAll(List.of(revoke, expire, revoke))
				.forEach((sent) -> assertThat(sent.resultNow()).isNotNull());
		}
		until(asset, AssetState.ENDED);
		assertThat(this.workshop.journal(name)).containsExactly("make " + name + "-one", "make " + name + "-two",
				"remove " + name + "-two", "remove " + name + "-one");
	}

	@Test
	void takesAwayAtTheEndEvenWhereGivingBackHasFailed() {
		Asset asset = this.bench.have("dana", Kit.of("stuck-one").lasting(Duration.ofHours(1)));
		this.workshop.refuse("stuck-one");
		this.journey.await(this.bench.ask("dana", asset, Verb.REVOKE), RequestState.FAILED);
		this.workshop.heal("stuck-one");
		this.stage.sql("update asset set ends_at = now() where number = " + asset.number());
		until(asset, AssetState.ENDED);
		assertThat(this.workshop.colour("stuck-one")).isEmpty();
	}

	@Test
	void takesAwayAtTheEndOfAnExtensionEvenWhereTheFirstEndHasFailed() {
		Asset asset = this.bench.have("dana", Kit.of("again-one").lasting(Duration.ofHours(1)));
		this.workshop.refuse("again-one");
		this.stage.sql("update asset set ends_at = now() where number = " + asset.number());
		this.journey.until(() -> this.bench.byItself(asset, Verb.EXPIRE),
				(expiry) -> expiry.filter((row) -> row.get("state").equals("FAILED")).isPresent());
		this.workshop.heal("again-one");
		ServiceRequest renew = this.bench.ask("dana", this.journey.asset(asset.id()), Verb.RENEW);
		this.journey.await(renew, RequestState.SUCCEEDED);
		this.stage.sql("update asset set ends_at = now() where number = " + asset.number());
		until(asset, AssetState.ENDED);
		assertThat(this.workshop.colour("again-one")).isEmpty();
	}

	@Test
	void takesAwayAtItsEndWhatWasMadeOfAnAssetThatStoppedHalfway() {
		this.workshop.refuse("halt-two");
		ServiceRequest request = this.bench.ask("dana", Kit.of("halt-one", "halt-two").lasting(Duration.ofHours(1)));
		ServiceRequest stopped = this.journey.await(request, RequestState.FAILED);
		assertThat(this.workshop.colour("halt-one")).contains("red");
		this.workshop.heal("halt-two");
		Asset asset = this.journey.asset(stopped);
		assertThat(asset.endsAt()).contains(stopped.startedAt().plus(Duration.ofHours(1)));
		this.stage.sql("update asset set ends_at = now() where number = " + asset.number());
		until(asset, AssetState.ENDED);
		assertThat(this.workshop.colour("halt-one")).isEmpty();
	}

	@Test
	void letsNobodyUndoAnEndThatHasCome() {
		Asset asset = this.bench.have("dana", Kit.of("over-one", "over-two").lasting(Duration.ofHours(1)));
		this.workshop.refuse("over-one");
		this.stage.sql("update asset set ends_at = now() where number = " + asset.number());
		long number = (long) this.journey
			.until(() -> this.bench.byItself(asset, Verb.EXPIRE),
					(expiry) -> expiry.filter((row) -> row.get("state").equals("FAILED")).isPresent())
			.orElseThrow()
			.get("number");
		ServiceRequest expiry = this.journey.read(number);
		assertThat(expiry.undoable()).isFalse();
		this.workshop.heal("over-one");
		this.journey.retry(expiry, "olga");
		this.journey.await(expiry, RequestState.SUCCEEDED);
		assertThat(this.workshop.colour("over-one")).isEmpty();
	}

	private Asset until(Asset asset, AssetState state) {
		return this.journey.until(() -> this.journey.asset(asset.id()), (now) -> now.state() == state);
	}

}
