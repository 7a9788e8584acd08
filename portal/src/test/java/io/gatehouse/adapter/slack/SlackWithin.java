package io.gatehouse.adapter.slack;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Slack's client, for tests of others without the portal. */
public final class SlackWithin {

	private SlackWithin() {
	}

	public static Slack bot(URI api, String token, String channel) {
		return with(new SlackProperties(token, channel, null, api, Duration.ofSeconds(2), Duration.ofSeconds(2), 2));
	}

	public static Slack none() {
		return with(new SlackProperties(null, null, null, URI.create("http://localhost:1"), Duration.ofSeconds(2),
				Duration.ofSeconds(2), 2));
	}

	private static Slack with(SlackProperties properties) {
		return new Slack(properties, Clock.systemUTC());
	}

}
