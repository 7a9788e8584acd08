package io.gatehouse.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.gatehouse.limit.Turns.Turn;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TurnsTests {

	@Test
	void turnsAwayWhoHasTooMuchUnderWayAndNobodyElse() {
		Turns turns = new Turns(2, Duration.ofMillis(20));
		Turn first = turns.take("dana");
		Turn second = turns.take("dana");
		assertThatExceptionOfType(TooFast.class).isThrownBy(() -> turns.take("dana"))
			.satisfies((fault) -> assertThat(fault.seconds()).isEqualTo(1));
		turns.take("denis").close();
		first.close();
		turns.take("dana").close();
		second.close();
	}

	@Test
	void letsOnWhoWaitedForATurn() throws Exception {
		Turns turns = new Turns(1, Duration.ofMinutes(1));
		Turn first = turns.take("dana");
		CompletableFuture<Turn> second = CompletableFuture.supplyAsync(() -> turns.take("dana"));
		assertThat(second).isNotDone();
		first.close();
		second.get(30, TimeUnit.SECONDS).close();
	}

}
