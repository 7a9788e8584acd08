package io.gatehouse.ban.list;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.gatehouse.ban.list.Guard.Objection;
import io.gatehouse.ban.net.Family;
import io.gatehouse.ban.net.Network;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GuardTests {

	private final Guard guard = new Guard(
			new BanProperties(16, 32, 24, 48, 1000, 1_000_000, 5000, 50, Duration.ofMinutes(5), List.of(), List.of()));

	@Test
	void letsThroughWhatIsWithinTheLimits() {
		assertThat(objection(list(0, 2000), list(0, 7000))).isEmpty();
		assertThat(objection(list(0, 2000), list(0, 1000))).isEmpty();
		assertThat(objection(list(0, 1000), list(0, 0))).as("a short list").isEmpty();
	}

	@Test
	void objectsToTooMuchAtOnce() {
		assertThat(objection(list(0, 2000), list(0, 7001))).hasValueSatisfying((objection) -> {
			assertThat(objection.why().key()).isEqualTo("ban.halted.added");
			assertThat(objection.added()).isTrue();
			assertThat(objection.lost()).isFalse();
		});
	}

	@Test
	void objectsToLosses() {
		assertThat(objection(list(0, 2000), list(0, 980))).hasValueSatisfying((objection) -> {
			assertThat(objection.why().key()).isEqualTo("ban.halted.dropped");
			assertThat(objection.lost()).isTrue();
		});
		assertThat(objection(list(0, 1001), list(0, 0)))
			.hasValueSatisfying((objection) -> assertThat(objection.why().key()).isEqualTo("ban.halted.empty"));
	}

	/** As long as before, and nothing of it is the same. */
	@Test
	void isNotBlindToAnExchange() {
		assertThat(objection(list(0, 2000), list(2000, 4000)))
			.hasValueSatisfying((objection) -> assertThat(objection.lost()).isTrue());
		assertThat(objection(list(0, 6000), list(6000, 12_000))).hasValueSatisfying((objection) -> {
			assertThat(objection.added()).isTrue();
			assertThat(objection.lost()).isTrue();
		});
	}

	private Optional<Objection> objection(Layout before, Layout after) {
		return this.guard.objection(before, after, before.to(after));
	}

	private static Layout list(int from, int to) {
		return new Layout(
				IntStream.range(from, to).mapToObj((i) -> Network.around(Family.V4, 0, 0x2c000000L + i, 32)).toList(),
				List.of(), List.of());
	}

}
