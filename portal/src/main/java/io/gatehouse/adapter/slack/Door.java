package io.gatehouse.adapter.slack;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of the two ways into Slack: where to, as whom, and what its answers mean. */
sealed interface Door {

	/** The way that is configured; empty where none is. */
	static Optional<Door> of(SlackProperties properties) {
		if (properties.webhookUrl() != null) {
			return Optional.of(new Webhook(URI.create(properties.webhookUrl())));
		}
		if (properties.token() != null && properties.channel() != null) {
			return Optional.of(new Bot(URI.create(properties.apiUrl() + "/chat.postMessage"), properties.token(),
					properties.channel()));
		}
		return Optional.empty();
	}

	URI address();

	/** The bot's token; null where the address is all that is needed. */
	@Nullable String token();

	/** Where a message goes that names no channel; null where none can be named. */
	@Nullable String channel();

	/**
	 * Reads an answer.
	 * @throws Unavailable where the same message may be taken later
	 * @throws Refused where it never will
	 */
	void read(Answer answer, Instant now);

	/** {@code chat.postMessage}: 200 whatever is wrong, and the error in the body. */
	record Bot(URI address, String token, String channel) implements Door {

		/** Errors of Slack's that go away by themselves. */
		private static final Set<String> PASSING = Set.of("ratelimited", "rate_limited", "message_limit_exceeded",
				"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org");

		@Override
		public void read(Answer answer, Instant now) {
			if (answer.status() != 200) {
				throw answer.fault("", now);
			}
			JsonNode body = body(answer);
			if (!body.path("ok").asBoolean(false)) {
				String error = body.path("error").asString("");
				throw PASSING.contains(error) ? answer.later(error, now) : answer.never(error);
			}
		}

		private static JsonNode body(Answer answer) {
			try {
				JsonNode body = JsonMapper.shared().readTree(answer.body());
				if (body != null && body.path("ok").isBoolean()) {
					return body;
				}
			}
			catch (JacksonException ex) {
				throw answer.garbled();
			}
			throw answer.garbled();
		}

		@Override
		public String toString() {
			return "Bot[channel=" + this.channel + "]";
		}

	}

	/** An incoming webhook: the status tells, and one word as text. */
	record Webhook(URI address) implements Door {

		@Override
		public @Nullable String token() {
			return null;
		}

		@Override
		public @Nullable String channel() {
			return null;
		}

		@Override
		public void read(Answer answer, Instant now) {
			if (answer.status() != 200) {
				throw answer.fault(answer.body(), now);
			}
			if (!answer.body().strip().equals("ok")) {
				throw answer.garbled();
			}
		}

		@Override
		public String toString() {
			return "Webhook";
		}

	}

}
