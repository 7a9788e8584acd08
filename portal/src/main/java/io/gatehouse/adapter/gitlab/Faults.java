package io.gatehouse.adapter.gitlab;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import jakarta.ws.rs.ProcessingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Tells what may pass by itself from what needs a person. */
final class Faults {

	private final Clock clock;

	Faults(Clock clock) {
		this.clock = clock;
	}

	RuntimeException classify(Exception ex) {
		return switch (ex) {
			case GitlabFault fault -> answered(fault);
			case ProcessingException fault -> unreachable(fault);
			case IOException fault -> unreachable(fault);
			case JacksonException fault -> new Unavailable(Text.of("gitlab.garbled"), null, fault);
			case RuntimeException fault -> fault;
			default -> new IllegalStateException("Unexpected fault of the GitLab client", ex);
		};
	}

	private RuntimeException answered(GitlabFault fault) {
		int status = fault.status();
		if (status == 429) {
			Duration pause = pause(fault);
			return new Unavailable(Text.of("gitlab.too-many-calls"), pause, fault);
		}
		if (status == 408 || status >= 500) {
			return new Unavailable(Text.of("gitlab.faulty", status), pause(fault), fault);
		}
		if (status == 401) {
			return new Refused(Text.of("gitlab.token-refused"), fault);
		}
		if (status < 400) {
			return new Refused(Text.of("gitlab.redirected", status), fault);
		}
		return new Refused(fault.words().isEmpty() ? Text.of("gitlab.refused-silently", status)
				: Text.of("gitlab.refused", status, fault.words()), fault);
	}

	private @Nullable Duration pause(GitlabFault fault) {
		Instant now = this.clock.instant();
		try {
			String after = fault.retryAfter();
			if (after != null) {
				return atLeastZero(after.chars().allMatch(Character::isDigit)
						? Duration.ofSeconds(Long.parseLong(after)) : Duration.between(now,
								ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
			}
			String reset = fault.rateLimitReset();
			return (reset != null) ? atLeastZero(Duration.between(now, Instant.ofEpochSecond(Long.parseLong(reset))))
					: null;
		}
		catch (DateTimeException | NumberFormatException ex) {
			// A header that can't be read is no header: the fault itself is what counts.
			return null;
		}
	}

	private static Duration atLeastZero(Duration duration) {
		return duration.isNegative() ? Duration.ZERO : duration;
	}

	private static Unavailable unreachable(Exception fault) {
		for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
			if (cause instanceof SocketTimeoutException) {
				return new Unavailable(Text.of("gitlab.too-slow"), null, fault);
			}
		}
		return new Unavailable(Text.of("gitlab.unreachable"), null, fault);
	}

}
