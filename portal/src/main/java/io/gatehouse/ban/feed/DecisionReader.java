package io.gatehouse.ban.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;
import io.gatehouse.request.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what CrowdSec's local API streams: bans of addresses and ranges. Decisions about
 * countries, sessions and the like, and captchas, are somebody else's.
 */
final class DecisionReader {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Map<Network, Duration> added = new HashMap<>();

	private final Set<Network> deleted = new HashSet<>();

	private int unreadable;

	private DecisionReader() {
	}

	/**
	 * Reads an answer.
	 * @param whole whether all decisions were asked for
	 */
	static Content read(byte[] body, boolean whole) {
		JsonNode answer;
		try {
			answer = JSON.readTree(body);
		}
		catch (JacksonException ex) {
			return new Content.Broken(Text.of("ban.feed.no-json"));
		}
		JsonNode added = answer.path("new");
		JsonNode deleted = answer.path("deleted");
		if (!listOrNull(added) || !listOrNull(deleted)) {
			return new Content.Broken(Text.of("ban.feed.no-decisions"));
		}
		DecisionReader reader = new DecisionReader();
		added.forEach(reader::added);
		if (!whole) {
			deleted.forEach(reader::deleted);
		}
		return new Content.Decisions(whole, reader.deleted, reader.added, reader.unreadable);
	}

	/** Both are there in each answer; an empty list may be null. */
	private static boolean listOrNull(JsonNode list) {
		return list.isArray() || list.isNull();
	}

	private void added(JsonNode decision) {
		if (!meant(decision)) {
			return;
		}
		Optional<Network> network = network(decision);
		Optional<Duration> left = GoDuration.parse(decision.path("duration").asString(""));
		if (network.isEmpty() || left.isEmpty()) {
			this.unreadable++;
		}
		else if (left.get().isPositive()) {
			this.added.merge(network.get(), left.get(), (one, other) -> (one.compareTo(other) > 0) ? one : other);
		}
	}

	private void deleted(JsonNode decision) {
		if (meant(decision)) {
			network(decision).ifPresent(this.deleted::add);
		}
	}

	private static boolean meant(JsonNode decision) {
		String scope = decision.path("scope").asString("");
		return (scope.equalsIgnoreCase("Ip") || scope.equalsIgnoreCase("Range"))
				&& decision.path("type").asString("").equalsIgnoreCase("ban");
	}

	private static Optional<Network> network(JsonNode decision) {
		return (Notation.read(decision.path("value").asString("")) instanceof Notation.Read read)
				? Optional.ofNullable(read.network()) : Optional.empty();
	}

}
