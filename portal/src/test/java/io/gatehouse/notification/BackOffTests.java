package io.gatehouse.notification;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTests {

	private final BackOff backOff = new BackOff(new NotificationProperties(null, Map.of(), Duration.ofSeconds(2),
			Duration.ofMinutes(10), Duration.ofHours(24)));

	@RepeatedTest(20)
	void doublesUpToItsLongest() {
		assertThat(this.backOff.delay(0, null)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
		assertThat(this.backOff.delay(4, null)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(32));
		for (int attempts : new int[] { 9, 29, 30, 10_000 }) {
			assertThat(this.backOff.delay(attempts, null)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
		}
	}

	@RepeatedTest(20)
	void isNeverShorterThanAsked() {
		assertThat(this.backOff.delay(0, Duration.ofSeconds(30))).isBetween(Duration.ofSeconds(30),
				Duration.ofSeconds(32));
		assertThat(this.backOff.delay(20, Duration.ofSeconds(30))).isBetween(Duration.ofSeconds(30),
				Duration.ofSeconds(60));
	}

}
