package io.gatehouse.request.plan;

import java.util.List;

import io.gatehouse.Journey;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.submission.Considered;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

@OnBench
class PreviewTests {

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Test
	void saysWhatWouldBeCreatedAttributeByAttribute() {
		Preview preview = this.bench.consider("dana", Kit.of("pv-new")).preview();
		assertThat(preview.rows()).singleElement().satisfies((row) -> {
			assertThat(row.action()).isEqualTo(Action.CREATE);
			assertThat(row.changes()).containsExactly(new Change("colour", null, "red", null));
		});
		assertThat(this.workshop.journal("pv-new")).as("a preview changes nothing").isEmpty();
	}

	@Test
	void saysWhatWouldChangeInASharedThingAndWhatStays() {
		this.workshop.put("pv-blue", "blue");
		this.workshop.put("pv-red", "red");
		Preview preview = this.bench.consider("dana", Kit.of().shelves("pv-blue", "pv-red")).preview();
		assertThat(preview.sound()).isTrue();
		assertThat(preview.rows()).extracting(PlanRow::action).containsExactly(Action.UPDATE, Action.UNCHANGED);
		assertThat(preview.rows().getFirst().changes()).containsExactly(new Change("colour", "blue", "red", null));
	}

	@Test
	void findsACollisionWithWhatWasThereBefore() {
		this.workshop.put("pv-taken", "red");
		Considered considered = this.bench.consider("dana", Kit.of("pv-taken"));
		assertThat(considered.sound()).isFalse();
		assertThat(considered.preview().problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.text().key()).isEqualTo("plan.taken"));
		assertThatExceptionOfType(Conflict.class).isThrownBy(() -> this.bench.ask("dana", Kit.of("pv-taken")));
	}

	@Test
	void findsACollisionWithWhatAnotherAssetHolds() {
		this.bench.have("dana", Kit.of("pv-held"));
		assertThat(this.bench.consider("denis", Kit.of("pv-held")).preview().problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.text().key()).isEqualTo("plan.taken-by"));
	}

	@Test
	void saysThatASystemDoesNotAnswer() {
		this.workshop.hide("pv-hidden");
		Considered considered = this.bench.consider("dana", Kit.of("pv-hidden", "pv-plain"));
		assertThat(considered.sound()).isFalse();
		assertThat(considered.preview().troubles()).singleElement()
			.satisfies((trouble) -> assertThat(trouble.key()).isEqualTo("workshop.away"));
		assertThat(considered.preview().rows()).hasSize(1);
	}

	@Test
	void removesLastMadeFirstAndPutsBackWhatWasThere() {
		this.workshop.put("pv-before", "green");
		Asset asset = this.bench.have("dana", Kit.of("pv-one", "pv-two").shelves("pv-before"));
		Preview preview = this.bench.consider("dana", asset, Verb.REVOKE, this.bench.kit(asset)).preview();
		assertThat(preview.rows()).extracting((row) -> row.key().name(), PlanRow::action)
			.containsExactly(tuple("pv-two", Action.REMOVE), tuple("pv-one", Action.REMOVE),
					tuple("pv-before", Action.RESTORE));
		assertThat(preview.rows().getLast().changes()).containsExactly(new Change("colour", "red", "green", null));
	}

	@Test
	void leavesWhatWasThereAndWasNotChanged() {
		this.workshop.put("pv-same", "red");
		Asset asset = this.bench.have("dana", Kit.of().shelves("pv-same"));
		Preview preview = this.bench.consider("dana", asset, Verb.REVOKE, this.bench.kit(asset)).preview();
		assertThat(preview.rows()).extracting(PlanRow::action).containsExactly(Action.UNCHANGED);
		assertThat(preview.rows().getFirst().notes().getFirst().key()).isEqualTo("plan.was-there");
	}

	@Test
	void saysThatSomethingIsGoneAlready() {
		Asset asset = this.bench.have("dana", Kit.of("pv-gone"));
		this.workshop.lose("pv-gone");
		Preview preview = this.bench.consider("dana", asset, Verb.REVOKE, this.bench.kit(asset)).preview();
		assertThat(preview.rows()).extracting(PlanRow::action).containsExactly(Action.UNCHANGED);
		assertThat(preview.rows().getFirst().notes().getFirst().key()).isEqualTo("plan.gone");
	}

	@Test
	void handsASharedThingBackToTheAssetThatStaysAsThatOneAsksForIt() {
		this.bench.have("dana", Kit.of("pv-first").shelves("pv-common").painted("blue"));
		Asset second = this.bench.have("denis", Kit.of("pv-second").shelves("pv-common").painted("red"));
		Preview preview = this.bench.consider("denis", second, Verb.REVOKE, this.bench.kit(second)).preview();
		PlanRow common = preview.rows().getLast();
		assertThat(common.action()).isEqualTo(Action.RESTORE);
		assertThat(common.changes()).containsExactly(new Change("colour", "red", "blue", null));
		assertThat(common.notes().getFirst().key()).isEqualTo("plan.still-used");
	}

	@Test
	void plansAChangeAgainstWhatIsHeld() {
		Asset asset = this.bench.have("dana", Kit.of("pv-a", "pv-b", "pv-c"));
		Preview preview = this.bench
			.consider("dana", asset, Verb.CHANGE, this.bench.kit(asset).things("pv-a", "pv-d").painted("blue"))
			.preview();
		assertThat(preview.rows()).extracting((row) -> row.key().name(), PlanRow::action)
			.containsExactly(tuple("pv-a", Action.UPDATE), tuple("pv-d", Action.CREATE), tuple("pv-c", Action.REMOVE),
					tuple("pv-b", Action.REMOVE));
	}

	@Test
	void hashesWhatAPersonWouldRead() {
		Preview one = this.bench.consider("dana", Kit.of("pv-hash")).preview();
		assertThat(this.bench.consider("dana", Kit.of("pv-hash")).preview().hash()).isEqualTo(one.hash());
		assertThat(this.bench.consider("dana", Kit.of("pv-hash").painted("blue")).preview().hash())
			.isNotEqualTo(one.hash());
		assertThat(this.bench.consider("dana", Kit.of("pv-hash", "pv-hash2")).preview().hash())
			.isNotEqualTo(one.hash());
		Change ab = new Change("a", null, "bc", null);
		Change abc = new Change("ab", null, "c", null);
		assertThat(Preview.hash(rows(one, ab))).as("no field runs into the next")
			.isNotEqualTo(Preview.hash(rows(one, abc)));
	}

	private static List<PlanRow> rows(Preview preview, Change change) {
		return List.of(new PlanRow(preview.rows().getFirst().key(), Action.UPDATE, List.of(change), List.of(), null));
	}

}
