package io.gatehouse.sandbox.slack;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which payloads Slack takes; its limits are those of its block kit reference. */
final class Payloads {

	private static final int BLOCKS = 50;

	private static final int SECTION = 3000;

	private static final int TEXT = 40_000;

	private Payloads() {
	}

	/** The name of the error; null where there is none. */
	static @Nullable String fault(JsonNode payload) {
		String text = payload.path("text").asString("");
		JsonNode blocks = payload.path("blocks");
		if (text.isBlank() && blocks.isEmpty()) {
			return "no_text";
		}
		if (text.length() > TEXT) {
			return "msg_too_long";
		}
		if (!blocks.isMissingNode() && (!blocks.isArray() || blocks.size() > BLOCKS)) {
			return "invalid_blocks_format";
		}
		return blocks.valueStream().allMatch(Payloads::isSection) ? null : "invalid_blocks";
	}

	/** The only kind of block that the portal uses. */
	private static boolean isSection(JsonNode block) {
		JsonNode text = block.path("text");
		String shown = text.path("text").asString("");
		return block.path("type").asString("").equals("section")
				&& Set.of("mrkdwn", "plain_text").contains(text.path("type").asString("")) && !shown.isEmpty()
				&& shown.length() <= SECTION;
	}

}
