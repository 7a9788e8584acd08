package io.gatehouse.ban.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;

/**
 * What a target is told: single addresses, networks, and the protected networks that it
 * must let through whatever else it is told; each in order.
 *
 * <p>
 * Singles and networks are kept apart because there are a million of the one and some
 * thousands of the other: hosts are told each single that changes, and all networks.
 */
public record Layout(List<Network> singles, List<Network> networks, List<Network> kept) {

	static final Comparator<Network> ORDER = Comparator.comparing(Network::family)
		.thenComparing(Network::high, Long::compareUnsigned)
		.thenComparing(Network::low, Long::compareUnsigned)
		.thenComparing(Network::prefix);

	static final Layout EMPTY = new Layout(List.of(), List.of(), List.of());

	/** The fewest networks that are just a set. */
	static Layout of(AddressSet banned, AddressSet kept, Limits limits) {
		List<Network> singles = new ArrayList<>();
		List<Network> networks = new ArrayList<>();
		banned.networks((network) -> {
			if (network.single()) {
				singles.add(network);
			}
			else {
				limits.split(network).forEach(networks::add);
			}
		});
		List<Network> keptNetworks = new ArrayList<>();
		// What is together is no wider than hosts take.
		kept.networks((network) -> Protection.WIDEST.split(network).forEach(keptNetworks::add));
		return new Layout(singles, networks, keptNetworks);
	}

	/**
	 * The same and more addresses, put beside what is there already without putting them
	 * together: that would change a network for a single address.
	 */
	Layout plus(Layout more) {
		return new Layout(merged(this.singles, more.singles), merged(this.networks, more.networks), this.kept);
	}

	private static List<Network> merged(List<Network> some, List<Network> more) {
		if (more.isEmpty()) {
			return some;
		}
		List<Network> all = new ArrayList<>(some.size() + more.size());
		all.addAll(some);
		all.addAll(more);
		// Two runs in order: that is what the sort merges in one pass.
		all.sort(ORDER);
		return all;
	}

	/** How many entries there are to drop. */
	public int size() {
		return this.singles.size() + this.networks.size();
	}

	public AddressSet addresses() {
		AddressSet.Builder builder = new AddressSet.Builder();
		this.singles.forEach(builder::add);
		this.networks.forEach(builder::add);
		return builder.build();
	}

	/** What changes from this list to another. */
	Difference to(Layout after) {
		return new Difference(without(this.singles, after.singles), without(after.singles, this.singles),
				without(this.networks, after.networks).size(), without(after.networks, this.networks).size());
	}

	/**
	 * What changes from one list to another.
	 *
	 * @param networksGone how many networks there are no more
	 * @param networksCome how many there were not before
	 */
	record Difference(List<Network> singlesGone, List<Network> singlesCome, int networksGone, int networksCome) {

		/** How many entries there are no more. */
		int gone() {
			return this.singlesGone.size() + this.networksGone;
		}

		/** How long it is, told as a change. */
		int lines(Layout after) {
			int networks = (this.networksGone + this.networksCome > 0) ? after.networks.size() : 0;
			return this.singlesGone.size() + this.singlesCome.size() + networks;
		}

		/** How many entries there were not before. */
		int come() {
			return this.singlesCome.size() + this.networksCome;
		}

	}

	/** What is in the one collection and not in the other, both in order. */
	private static List<Network> without(List<Network> some, List<Network> others) {
		if (some == others) {
			return List.of();
		}
		List<Network> rest = new ArrayList<>();
		var other = others.iterator();
		Network next = other.hasNext() ? other.next() : null;
		for (Network network : some) {
			while (next != null && ORDER.compare(next, network) < 0) {
				next = other.hasNext() ? other.next() : null;
			}
			if (next == null || !next.equals(network)) {
				rest.add(network);
			}
		}
		return rest;
	}

}
