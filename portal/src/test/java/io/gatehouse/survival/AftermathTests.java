package io.gatehouse.survival;

import java.util.List;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is looked for after each scenario is found where it is. */
@OnBench
@Import(Aftermath.class)
@Tag("survival")
class AftermathTests {

	@Autowired
	Aftermath aftermath;

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Test
	void findsWhatIsLeftOfWhatHasEnded() {
		Asset asset = this.bench.have("dana", Kit.of("after-left"));
		this.journey.await(this.bench.ask("dana", asset, Verb.REVOKE), RequestState.SUCCEEDED);
		this.aftermath.holds();
		this.workshop.put("after-left", "red");
		finds("after-left is nobody's", () -> this.workshop.lose("after-left"));
	}

	@Test
	void findsWhatIsNotAsItIsRecorded() {
		Asset asset = this.bench.have("dana", Kit.of("after-drift"));
		this.workshop.put("after-drift", "blue");
		finds("asset " + asset.number(), () -> this.workshop.put("after-drift", "red"));
	}

	@Test
	void doesNotTakeForGoodWhatCannotBeRead() {
		Asset asset = this.bench.have("dana", Kit.of("after-hidden"));
		this.workshop.hide("after-hidden");
		finds("asset " + asset.number(), () -> this.workshop.heal("after-hidden"));
	}

	@Test
	void findsStatesThatNobodyWasToldOf() {
		ServiceRequest request = this.bench.ask("dana", Kit.of("after-told"));
		this.journey.await(request, RequestState.SUCCEEDED);
		for (String state : List.of("FAILED", "ROLLED_BACK", "REJECTED")) {
			state(request, state);
			finds("not told", () -> state(request, "SUCCEEDED"));
		}
	}

	private void state(ServiceRequest request, String state) {
		this.stage.sql("update service_request set state = '" + state
				+ "', message = '{\"key\": \"kit.broken\", \"arguments\": []}' where number = " + request.number());
	}

	/** What others look at next must be whole again, found or not. */
	private void finds(String what, Runnable mend) {
		try {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(this.aftermath::holds)
				.withMessageContaining(what);
		}
		finally {
			mend.run();
		}
		this.aftermath.holds();
	}

}
