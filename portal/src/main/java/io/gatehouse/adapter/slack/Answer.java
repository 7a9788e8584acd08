package io.gatehouse.adapter.slack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;

import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * What Slack answered, and the fault that it stands for.
 *
 * @param retryAfter the header, as sent
 */
record Answer(int status, @Nullable String retryAfter, String body) {

	/** More is a mistake of Slack's, or no word of Slack's at all. */
	private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

	private static final Set<String> TOKEN = Set.of("not_authed", "invalid_auth", "account_inactive", "token_revoked",
			"token_expired", "no_permission", "missing_scope", "not_allowed_token_type", "access_denied",
			"org_login_required", "ekm_access_denied");

	private static final Set<String> CHANNEL = Set.of("channel_not_found", "not_in_channel", "is_archived",
			"channel_is_archived", "restricted_action", "action_prohibited", "user_not_found");

	private static final Set<String> WEBHOOK = Set.of("no_service", "no_service_id", "no_team", "team_disabled",
			"no_active_hooks", "invalid_token");

	/** The fault of an answer that is not 200. */
	RuntimeException fault(String error, Instant now) {
		if (this.status == 429 || this.status == 408 || this.status >= 500) {
			return later(error, now);
		}
		return never(error);
	}

	Unavailable later(String error, Instant now) {
		boolean tooMany = this.status == 429 || error.contains("rate") && error.contains("limit");
		Text words = tooMany ? Text.of("slack.too-many-calls") : Text.of("slack.failing", sign(error));
		return new Unavailable(words, pause(now), null);
	}

	Refused never(String error) {
		String sign = sign(error);
		if (TOKEN.contains(sign)) {
			return new Refused(Text.of("slack.token-refused", sign), null);
		}
		if (CHANNEL.contains(sign)) {
			return new Refused(Text.of("slack.channel-refused", sign), null);
		}
		return new Refused(Text.of(WEBHOOK.contains(sign) ? "slack.webhook-refused" : "slack.refused", sign), null);
	}

	Unavailable garbled() {
		return new Unavailable(Text.of("slack.garbled"), null, null);
	}

	/** Slack's name of the error; the status where what came is no such name. */
	private String sign(String error) {
		String word = error.strip();
		return word.matches("[a-z0-9_]{1,60}") ? word : Integer.toString(this.status);
	}

	/** Seconds as Slack sends them, or a date as a proxy may. */
	private @Nullable Duration pause(Instant now) {
		if (this.retryAfter == null) {
			return null;
		}
		String header = this.retryAfter.strip();
		try {
			Duration pause = header.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(header)) : Duration
				.between(now, ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
			return pause.isNegative() ? Duration.ZERO : (pause.compareTo(LONGEST_PAUSE) > 0) ? LONGEST_PAUSE : pause;
		}
		catch (DateTimeException ex) {
			// Then it is as if there was none.
			return null;
		}
	}

}
