package io.gatehouse.ban.feed;

import java.time.Instant;
import java.util.Map;

import io.gatehouse.ban.list.Digests;
import io.gatehouse.ban.list.Limits;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import org.jspecify.annotations.Nullable;

/**
 * What a feed would have banned from now on.
 *
 * @param entries as the feed counts them
 * @param networks how many there are, once they are put together: a range may be many
 * @param left what of the feed is not in it
 * @param digest of the set
 * @param tooWide a network that is wider than any ban; null where none is
 * @param ends of entries that end by themselves; empty where only the feed as a whole
 * does
 */
record Candidate(AddressSet set, int entries, int networks, Left left, String digest, @Nullable Network tooWide,
		Map<Network, Instant> ends) {

	/**
	 * A list.
	 * @param most of more networks than this the digest is of so many only, as they can't
	 * be banned
	 */
	static Candidate of(AddressSet set, int entries, Left left, @Nullable Network tooWide, int most) {
		return of(set, entries, left, tooWide, Map.of(), most);
	}

	/**
	 * Decisions.
	 * @param skips what of them is not banned
	 */
	static Candidate of(Map<Network, Instant> ends, Left left, Limits minimum, AddressSet skips) {
		AddressSet set = AddressSet.of(ends.keySet()).minus(skips);
		Network tooWide = ends.keySet().stream().filter(minimum::exceededBy).findAny().orElse(null);
		return of(set, ends.size(), left, tooWide, Map.copyOf(ends), ends.size());
	}

	private static Candidate of(AddressSet set, int entries, Left left, @Nullable Network tooWide,
			Map<Network, Instant> ends, int most) {
		Tally tally = new Tally(most);
		set.networks(tally::add);
		return new Candidate(set, entries, tally.count, left, tally.digest.hex(), tooWide, ends);
	}

	/** Whether more than one in ten can't be read: it is not what it is taken for. */
	boolean mostlyUnreadable() {
		return this.left.unreadable * 10L > (long) this.entries + this.left.unreadable;
	}

	/**
	 * What of a feed is left out.
	 *
	 * @param unreadable how many entries are no address
	 * @param skipped how many are, all of them or in part, addresses that nobody outside
	 * has
	 */
	record Left(int unreadable, int skipped) {

		static final Left NOTHING = new Left(0, 0);

	}

	/** What is counted along the networks. */
	private static final class Tally {

		private final Digests digest = new Digests();

		private final int most;

		private int count;

		Tally(int most) {
			this.most = most;
		}

		void add(Network network) {
			this.count++;
			if (this.count <= this.most) {
				this.digest.line(network.toString());
			}
		}

	}

}
