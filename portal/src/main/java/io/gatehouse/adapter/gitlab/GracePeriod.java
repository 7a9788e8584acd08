package io.gatehouse.adapter.gitlab;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

import io.gatehouse.request.ExternalSystem.Refused;
import org.jspecify.annotations.Nullable;

/** How long this GitLab keeps what was marked for deletion. */
final class GracePeriod {

	/** GitLab's own default, where the portal may not read the instance's settings. */
	private static final int DOCUMENTED_DAYS = 30;

	private static final Duration FRESH = Duration.ofMinutes(10);

	private final GitlabClient client;

	private final Clock clock;

	private volatile @Nullable Known known;

	GracePeriod(GitlabClient client, Clock clock) {
		this.client = client;
		this.clock = clock;
	}

	int days() {
		Known last = this.known;
		Instant now = this.clock.instant();
		if (last == null || last.at().plus(FRESH).isBefore(now)) {
			last = new Known(read(), now);
			this.known = last;
		}
		return last.days();
	}

	/**
	 * The day on which what is marked today is gone for good; until then it can be had
	 * back.
	 */
	LocalDate gone() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).plusDays(days());
	}

	private int read() {
		try {
			return this.client.find(Wire.Settings.class, "application", "settings")
				.map((settings) -> Objects.requireNonNullElse(settings.deletionAdjournedPeriod(), DOCUMENTED_DAYS))
				.orElse(DOCUMENTED_DAYS);
		}
		catch (Refused ex) {
			return DOCUMENTED_DAYS;
		}
	}

	private record Known(int days, Instant at) {
	}

}
