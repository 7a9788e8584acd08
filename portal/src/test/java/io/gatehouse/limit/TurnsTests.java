package io.gatehouse.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.gatehouse.limit.Turns.Turn;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnsTests {

	@Test
	void turnsAwayWhoHasTooMuchUnderWayAndNobodyElse() {
		Turns turns = new Turns(2, Duration.ofMillis(20));
		Turn first = turns.take("dana").orElseThrow();
		turns.take("dana").orElseThrow();
		assertThat(turns.take("dana")).isEmpty();
		assertThat(turns.take("denis")).isPresent();
		first.close();
		assertThat(turns.take("dana")).isPresent();
		assertThat(turns.take("dana")).isEmpty();
	}

	@Test
	void letsOnWhoWaitedForATurn() throws Exception {
		Turns turns = new Turns(1, Duration.ofMinutes(1));
		Turn first = turns.take("dana").orElseThrow();
		CompletableFuture<Optional<Turn>> second = CompletableFuture.supplyAsync(() -> turns.take("dana"));
		while (turns.users("dana") < 2) {
			assertThat(second).isNotDone();
			Thread.onSpinWait();
		}
		first.close();
		second.get(30, TimeUnit.SECONDS).orElseThrow().close();
		assertThat(turns.users("dana")).as("nothing is kept").isZero();
	}

}
