package io.gatehouse.request.form;

import java.time.Duration;
import java.util.Locale;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Durations as people give them: a whole number and a unit. */
final class Durations {

	/** Longer than any lease, and far from what arithmetic can't hold. */
	static final Duration LONGEST = Duration.ofDays(36_500);

	private Durations() {
	}

	/** The units that a person can choose, by their parameter's value. */
	enum Unit {

		MINUTES(Duration.ofMinutes(1), "min"), HOURS(Duration.ofHours(1), "h"), DAYS(Duration.ofDays(1), "d");

		private final Duration one;

		private final String sign;

		Unit(Duration one, String sign) {
			this.one = one;
			this.sign = sign;
		}

		/** The largest unit of which the duration is a whole number; else minutes. */
		static Unit of(Duration duration) {
			if (duration.isZero() || duration.toSeconds() % DAYS.one.toSeconds() == 0) {
				return DAYS;
			}
			return (duration.toSeconds() % HOURS.one.toSeconds() == 0) ? HOURS : MINUTES;
		}

		Duration times(long count) {
			return this.one.multipliedBy(count);
		}

		long count(Duration duration) {
			return duration.dividedBy(this.one);
		}

		String parameter() {
			return name().toLowerCase(Locale.ROOT);
		}

		String sign() {
			return this.sign;
		}

	}

	static Duration of(DurationMin min) {
		return Duration.ofDays(min.days())
			.plusHours(min.hours())
			.plusMinutes(min.minutes())
			.plusSeconds(min.seconds())
			.plusMillis(min.millis())
			.plusNanos(min.nanos());
	}

	static Duration of(DurationMax max) {
		return Duration.ofDays(max.days())
			.plusHours(max.hours())
			.plusMinutes(max.minutes())
			.plusSeconds(max.seconds())
			.plusMillis(max.millis())
			.plusNanos(max.nanos());
	}

}
