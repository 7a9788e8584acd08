package io.gatehouse.sandbox.slack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.slack.SlackStandIn.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the two doors of Slack say, and the messages that came through. */
final class Workspace {

	static final String TEAM = "T0GATEHOUSE";

	static final String APP = "B0STANDIN";

	/** A laptop's memory is not for an archive. */
	private static final int KEPT = 500;

	private final SlackStandIn.Settings settings;

	private final List<Message> messages = new ArrayList<>();

	private Set<String> archived = Set.of();

	Workspace(SlackStandIn.Settings settings) {
		this.settings = settings;
	}

	/** The method answers 200 whatever is wrong, and says in the body what is. */
	void postMessage(Exchange exchange) {
		String authorization = exchange.header("Authorization");
		if (authorization == null || !authorization.startsWith("Bearer ")) {
			refuse(exchange, "not_authed");
		}
		else if (!same(authorization.substring(7), this.settings.token())) {
			refuse(exchange, "invalid_auth");
		}
		else {
			JsonNode payload = payload(exchange);
			String channel = (payload != null) ? payload.path("channel").asString("") : "";
			String fault = (payload == null) ? "invalid_json" : fault(payload, channel);
			if (payload == null || fault != null) {
				refuse(exchange, (fault != null) ? fault : "invalid_json");
				return;
			}
			Message message = keep(channel, payload);
			exchange.json(200, Map.of("ok", true, "channel", channel, "ts", timestamp(message.at())));
		}
	}

	private @Nullable String fault(JsonNode payload, String channel) {
		if (!this.settings.channels().contains(channel)) {
			return "channel_not_found";
		}
		return isArchived(channel) ? "is_archived" : Payloads.fault(payload);
	}

	private static void refuse(Exchange exchange, String error) {
		exchange.json(200, Map.of("ok", false, "error", error));
	}

	/** The webhook answers by status, with one word as text. */
	void webhook(Exchange exchange) {
		String channel = this.settings.channels().getFirst();
		JsonNode payload = payload(exchange);
		if (!exchange.method().equals("POST")) {
			exchange.text(405, "method_not_allowed");
		}
		else if (!exchange.path("team").equals(TEAM)) {
			exchange.text(404, "no_team");
		}
		else if (!exchange.path("app").equals(APP)) {
			exchange.text(404, "no_service");
		}
		else if (!same(exchange.path("secret"), this.settings.webhook())) {
			exchange.text(403, "invalid_token");
		}
		else if (isArchived(channel)) {
			exchange.text(410, "channel_is_archived");
		}
		else if (payload == null) {
			exchange.text(400, "invalid_payload");
		}
		else {
			String fault = Payloads.fault(payload);
			if (fault != null) {
				exchange.text(400, fault);
				return;
			}
			keep(channel, payload);
			exchange.text(200, "ok");
		}
	}

	static void unknownMethod(Exchange exchange) {
		refuse(exchange, "unknown_method");
	}

	private static @Nullable JsonNode payload(Exchange exchange) {
		String type = exchange.header("Content-Type");
		if (type == null || !type.startsWith("application/json")) {
			return null;
		}
		try {
			JsonNode payload = exchange.json();
			return payload.isObject() ? payload : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static boolean same(String given, String secret) {
		return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
	}

	private static String timestamp(Instant at) {
		return "%d.%06d".formatted(at.getEpochSecond(), at.getNano() / 1000);
	}

	private synchronized Message keep(String channel, JsonNode payload) {
		Message message = new Message(this.settings.clock().instant(), channel, payload);
		this.messages.add(message);
		if (this.messages.size() > KEPT) {
			this.messages.removeFirst();
		}
		return message;
	}

	private synchronized boolean isArchived(String channel) {
		return this.archived.contains(channel);
	}

	synchronized List<Message> messages() {
		return List.copyOf(this.messages);
	}

	synchronized void archive(Set<String> channels) {
		this.archived = Set.copyOf(channels);
	}

	synchronized void forget() {
		this.messages.clear();
	}

}
