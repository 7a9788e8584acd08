package io.gatehouse.survival;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/** The queue's beat as it is in production. */
class BeatTests {

	/**
	 * The queue looks for the dead every two beats, and what it finds waits for a poll.
	 */
	@Test
	void hasDeadWorkTakenOverWithinWhatTheRunbookSays() {
		int missed = Integer.parseInt(Portals.inProduction(Portals.BEATS));
		assertThat(duration(Portals.BEAT).multipliedBy(missed + 2).plus(duration("db-scheduler.polling-interval")))
			.isLessThanOrEqualTo(Duration.ofSeconds(12));
	}

	private static Duration duration(String property) {
		return DurationStyle.detectAndParse(Portals.inProduction(property));
	}

}
