package io.gatehouse.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.SimpleDateFormat;
import com.ibm.icu.util.TimeZone;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Writes moments as pages show them, in the zone of the portal's clock. */
@Component
public class Times {

	private final ZoneId zone;

	public Times(Clock clock) {
		this.zone = clock.getZone();
	}

	/** Day, time and zone, as "3 December 2026, 14:05 UTC". */
	public String exact(Instant at, Locale locale) {
		DateFormat format = new SimpleDateFormat(
				locale.getLanguage().equals("ru") ? "d MMMM yyyy 'г.', HH:mm z" : "d MMMM yyyy, HH:mm z", locale);
		format
			.setTimeZone(TimeZone.getTimeZone(this.zone.normalized().getId().equals("Z") ? "UTC" : this.zone.getId()));
		return format.format(at.toEpochMilli());
	}

	/**
	 * The day as a date field takes it, "2026-12-03"; null where there is none, so that
	 * addresses leave it out.
	 */
	public @Nullable String day(@Nullable Instant at) {
		return (at != null) ? at.atZone(this.zone).toLocalDate().toString() : null;
	}

}
