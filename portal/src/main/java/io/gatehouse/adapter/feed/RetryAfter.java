package io.gatehouse.adapter.feed;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds or a date (RFC 9110 section 10.2.3). */
final class RetryAfter {

	/** Who asks for more is mistaken, or wants to be forgotten. */
	private static final Duration LONGEST = Duration.ofDays(1);

	private RetryAfter() {
	}

	/** For how long; null where it does not say. */
	static @Nullable Duration read(String header, Instant now) {
		String text = header.strip();
		try {
			Duration pause = text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.between(now,
					ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
			return pause.isNegative() ? Duration.ZERO : (pause.compareTo(LONGEST) > 0) ? LONGEST : pause;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
