package io.gatehouse.ban.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.gatehouse.ban.net.AddressSet;
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

	private final AddressSet skips;

	private int unreadable;

	private int skipped;

	private DecisionReader(AddressSet skips) {
		this.skips = skips;
	}

	/**
	 * Reads an answer.
	 * @param whole whether all decisions were asked for
	 * @param skips whose decisions are left out
	 */
	static Content read(byte[] body, boolean whole, AddressSet skips) {
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
		DecisionReader reader = new DecisionReader(skips);
		added.forEach(reader::added);
		if (!whole) {
			deleted.forEach(reader::deleted);
		}
		return new Content.Decisions(whole, reader.deleted, reader.added,
				new Candidate.Left(reader.unreadable, reader.skipped));
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
		else if (this.skips.covers(network.get())) {
			this.skipped++;
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
