package io.gatehouse.notification;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long to wait before a message is tried again. */
@Component
class BackOff {

	/** What was told to come back at one time comes back over that time. */
	private static final Duration LONGEST_SPREAD = Duration.ofSeconds(30);

	private final NotificationProperties properties;

	BackOff(NotificationProperties properties) {
		this.properties = properties;
	}

	/**
	 * Twice as long each time, and a random part less, so that what failed together does
	 * not come back together; never less than what Slack asked for.
	 * @param attempts how many were in vain before this one
	 * @param asked for how long Slack wants to be left alone, where it said so
	 */
	Duration delay(int attempts, @Nullable Duration asked) {
		long full = full(attempts).toMillis();
		Duration jittered = Duration.ofMillis(ThreadLocalRandom.current().nextLong(full / 2, full + 1));
		if (asked == null) {
			return jittered;
		}
		long spread = Math.min(full, LONGEST_SPREAD.toMillis());
		return asked.plusMillis(ThreadLocalRandom.current().nextLong(spread + 1));
	}

	private Duration full(int attempts) {
		Duration longest = this.properties.longestRetry();
		if (attempts >= 30) {
			return longest;
		}
		Duration doubled = this.properties.firstRetry().multipliedBy(1L << attempts);
		return (doubled.compareTo(longest) < 0) ? doubled : longest;
	}

}
