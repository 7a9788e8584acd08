package io.gatehouse.adapter;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GuardTests {

	private static final Callable<String> AWAY = () -> {
		throw new Unavailable(Text.of("away"), null, null);
	};

	private static final Callable<String> REFUSING = () -> {
		throw new Refused(Text.of("no"), null);
	};

	private final Guard guard = new Guard("gitlab", new GuardLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1,
			Duration.ofMillis(50), 2, Duration.ofHours(1)), Clock.systemUTC(),
			(fault) -> new IllegalStateException(fault));

	@Test
	void letsNoCallThroughWhileTheCircuitIsOpen() {
		open();

		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.guard.read(() -> "answer"))
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("system.circuit-open"))
			.satisfies(
					(fault) -> assertThat(fault.retryAfter()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1)));
		assertThat(this.guard.health().up()).isFalse();
		assertThat(this.guard.health().nextTry()).isNotNull();
	}

	@Test
	void closesTheCircuitByAProbeThatIsAnswered() {
		open();

		this.guard.probe(() -> "answer");

		assertThat(this.guard.health().up()).isTrue();
		assertThat(this.guard.health().nextTry()).isNull();
		assertThat(this.guard.read(() -> "answer")).isEqualTo("answer");
	}

	@Test
	void leavesTheCircuitOpenAfterAProbeThatIsNot() {
		open();

		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.guard.probe(AWAY));

		assertThat(this.guard.health().up()).isFalse();
		assertThat(this.guard.health().recent()).hasSize(3);
	}

	@Test
	void takesARefusalForAnAnswer() {
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(Refused.class).isThrownBy(() -> this.guard.read(REFUSING));
		}

		assertThat(this.guard.health().up()).isTrue();
		assertThat(this.guard.health().recent()).hasSize(5);
	}

	@Test
	void closesTheCircuitByARefusal() {
		open();

		assertThatExceptionOfType(Refused.class).isThrownBy(() -> this.guard.probe(REFUSING));

		assertThat(this.guard.health().up()).isTrue();
	}

	@Test
	void turnsACallAwayThatWaitedLongEnoughForItsTurn() throws InterruptedException {
		whileAllPlacesAreTaken(() -> {
			assertBusy(() -> this.guard.read(() -> "answer"));
			assertBusy(() -> this.guard.probe(() -> "answer"));
		});
		assertThat(this.guard.read(() -> "answer")).isEqualTo("answer");
	}

	@Test
	void hasAPlaceForWhatIsUrgentWhileAllAreTaken() throws InterruptedException {
		whileAllPlacesAreTaken(() -> {
			assertThat(this.guard.readUrgently(() -> "at once")).isEqualTo("at once");
			assertBusy(() -> this.guard.read(() -> "answer"));
		});
	}

	private void whileAllPlacesAreTaken(Runnable happens) throws InterruptedException {
		CountDownLatch called = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			threads.submit(() -> this.guard.read(() -> {
				called.countDown();
				end.await();
				return "answer";
			}));
			called.await();
			try {
				happens.run();
			}
			finally {
				end.countDown();
			}
		}
	}

	private static void assertBusy(ThrowingCallable call) {
		assertThatExceptionOfType(Unavailable.class).isThrownBy(call)
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("system.busy"));
	}

	private void open() {
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.guard.read(AWAY));
		}
	}

}
