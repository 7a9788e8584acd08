package io.gatehouse.survival;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** The queue's beat as it is in production. */
class BeatTests {

	/**
	 * The queue looks for the dead every two beats, and what it finds waits for a poll.
	 */
	@Test
	void hasDeadWorkTakenOverWithinWhatTheRunbookSays() throws IOException {
		Properties properties = PropertiesLoaderUtils.loadAllProperties("application.properties");
		Duration beat = duration(properties, "heartbeat-interval");
		int missed = Integer.parseInt(properties.getProperty("db-scheduler.missed-heartbeats-limit"));
		assertThat(beat.multipliedBy(missed + 2).plus(duration(properties, "polling-interval")))
			.isLessThanOrEqualTo(Duration.ofSeconds(12));
	}

	private static Duration duration(Properties properties, String name) {
		return DurationStyle.detectAndParse(properties.getProperty("db-scheduler." + name));
	}

}
