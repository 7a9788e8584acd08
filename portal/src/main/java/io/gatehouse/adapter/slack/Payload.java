package io.gatehouse.adapter.slack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A message as Slack wants it. */
final class Payload {

	/** Of one section's text; more is refused. */
	private static final int SECTION = 3000;

	/** Of one message; more are refused. */
	private static final int SECTIONS = 50;

	private Payload() {
	}

	static byte[] of(SlackMessage message, @Nullable String channel) {
		Map<String, Object> payload = new LinkedHashMap<>();
		if (channel != null) {
			payload.put("channel", channel);
		}
		payload.put("text", cut(message.fallback().markup()));
		payload.put("blocks", message.paragraphs().stream().limit(SECTIONS).map(Payload::section).toList());
		// Names in a text are left as they are: nobody is called by what others typed.
		payload.put("parse", "none");
		payload.put("link_names", false);
		// Slack would fetch the pages, and they are not for everybody.
		payload.put("unfurl_links", false);
		payload.put("unfurl_media", false);
		return JsonMapper.shared().writeValueAsBytes(payload);
	}

	private static Map<String, Object> section(Mrkdwn paragraph) {
		return Map.of("type", "section", "text",
				Map.of("type", "mrkdwn", "text", cut(paragraph.markup()), "verbatim", true));
	}

	/** Cuts between lines, so that neither a link nor an escape is cut in two. */
	private static String cut(String markup) {
		if (markup.length() <= SECTION) {
			return markup;
		}
		StringBuilder kept = new StringBuilder();
		for (String line : List.of(markup.split("\n"))) {
			if (kept.length() + line.length() + 3 > SECTION) {
				break;
			}
			kept.append(line).append('\n');
		}
		return kept.append('…').toString();
	}

}
