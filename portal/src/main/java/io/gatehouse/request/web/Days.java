package io.gatehouse.request.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/** Days of a filter as moments; days that no database knows are as far as one goes. */
final class Days {

	private static final LocalDate FIRST = LocalDate.of(1, 1, 1);

	private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

	private Days() {
	}

	static @Nullable Instant start(@Nullable LocalDate day) {
		return (day != null) ? known(day).atStartOfDay().toInstant(ZoneOffset.UTC) : null;
	}

	/** The moment after which the day is over. */
	static @Nullable Instant end(@Nullable LocalDate day) {
		return (day != null) ? known(day).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC) : null;
	}

	private static LocalDate known(LocalDate day) {
		if (day.isBefore(FIRST)) {
			return FIRST;
		}
		return day.isAfter(LAST) ? LAST : day;
	}

}
