package io.gatehouse.adapter.slack;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A message for a channel.
 *
 * @param channel where a bot posts it; null for the configured channel. A webhook has one
 * channel of its own.
 * @param fallback what a notification shows and a screen reader says
 * @param paragraphs what is seen in the channel
 */
public record SlackMessage(@Nullable String channel, Mrkdwn fallback, List<Mrkdwn> paragraphs) {

	public SlackMessage {
		paragraphs = List.copyOf(paragraphs);
	}

}
