package io.gatehouse.ban.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.gatehouse.ban.net.Network;
import io.gatehouse.request.Text;

/** What was in a feed. */
sealed interface Content {

	/** A list as a whole. */
	record Listed(Candidate candidate) implements Content {
	}

	/**
	 * Decisions of CrowdSec's.
	 *
	 * @param whole whether these are all, or what changed since the last time
	 * @param deleted those that are over; a value that is new too is not
	 * @param added for how long each holds from now on
	 */
	record Decisions(boolean whole, Set<Network> deleted, Map<Network, Duration> added,
			Candidate.Left left) implements Content {
	}

	/** It can't be made out at all. */
	record Broken(Text why) implements Content {
	}

}
