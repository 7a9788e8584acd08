package io.gatehouse.adapter.slack;

import java.net.URI;
import java.time.Duration;

import io.gatehouse.adapter.GuardLimits;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the portal reaches Slack: as a bot, through an incoming webhook, or, where nothing
 * is set, not at all.
 *
 * @param token a bot token with the scope {@code chat:write}; a secret
 * @param channel where the bot posts: an id or a name; the bot must be a member of it
 * @param webhookUrl the address of an incoming webhook; a secret as a whole
 * @param apiUrl what stands before the name of a method
 * @param connect the time limit for a connection
 * @param read the time limit for an answer
 * @param concurrentCalls calls under way at once; few, as those who wait in them are the
 * threads that carry requests out
 */
@Validated
@ConfigurationProperties("gatehouse.slack")
record SlackProperties(@Nullable String token, @Nullable String channel, @Nullable String webhookUrl,
		@DefaultValue("https://slack.com/api") URI apiUrl, @DefaultValue("2s") Duration connect,
		@DefaultValue("5s") Duration read, @DefaultValue("2") @Min(1) int concurrentCalls) {

	// The checks are made here, and not by annotations, as a failed annotation tells the
	// value, and two of these are secrets.
	SlackProperties {
		token = blankAsNull(token);
		channel = blankAsNull(channel);
		webhookUrl = blankAsNull(webhookUrl);
		if (token != null && webhookUrl != null) {
			throw new IllegalArgumentException("Set gatehouse.slack.token or gatehouse.slack.webhook-url, not both");
		}
		if (token != null && channel == null) {
			throw new IllegalArgumentException("gatehouse.slack.token needs gatehouse.slack.channel");
		}
		if (webhookUrl != null && !isAddress(webhookUrl)) {
			throw new IllegalArgumentException("gatehouse.slack.webhook-url is not an http(s) address");
		}
	}

	private static @Nullable String blankAsNull(@Nullable String text) {
		return (text != null && !text.isBlank()) ? text.strip() : null;
	}

	private static boolean isAddress(String text) {
		try {
			URI uri = URI.create(text);
			return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** A message that finds no place waits in the outbox, and not on a thread. */
	GuardLimits limits() {
		return new GuardLimits(this.connect, this.read, this.concurrentCalls, Duration.ZERO, 6, Duration.ofSeconds(20));
	}

	@Override
	public String toString() {
		return "SlackProperties[channel=" + this.channel + ", apiUrl=" + this.apiUrl + "]";
	}

}
