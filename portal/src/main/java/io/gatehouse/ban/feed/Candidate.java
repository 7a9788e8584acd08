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
 * @param unreadable what was no address
 * @param digest of the set
 * @param tooWide a network that is wider than any ban; null where none is
 * @param ends of entries that end by themselves; empty where only the feed as a whole
 * does
 */
record Candidate(AddressSet set, int entries, int unreadable, String digest, @Nullable Network tooWide,
		Map<Network, Instant> ends) {

	static Candidate of(AddressSet set, int entries, int unreadable, @Nullable Network tooWide) {
		return new Candidate(set, entries, unreadable, digest(set), tooWide, Map.of());
	}

	static Candidate of(Map<Network, Instant> ends, int unreadable, Limits minimum) {
		AddressSet set = AddressSet.of(ends.keySet());
		Network tooWide = ends.keySet().stream().filter(minimum::exceededBy).findAny().orElse(null);
		return new Candidate(set, ends.size(), unreadable, digest(set), tooWide, Map.copyOf(ends));
	}

	private static String digest(AddressSet set) {
		Digests digest = new Digests();
		set.networks((network) -> digest.line(network.toString()));
		return digest.hex();
	}

	/** Whether more than one in ten can't be read: it is not what it is taken for. */
	boolean mostlyUnreadable() {
		return this.unreadable * 10L > (long) this.entries + this.unreadable;
	}

}
