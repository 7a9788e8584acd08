package io.gatehouse.ban;

import java.util.List;

import io.gatehouse.ban.list.Bans.Ban;
import io.gatehouse.ban.list.Enforcer.Place;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Family;
import io.gatehouse.ban.net.Network;

/**
 * What there is to say about an address or a network.
 *
 * @param dropped of it, that from which packets are dropped anywhere, or shall be
 * @param because the bans that have to do with it
 * @param kept the protected networks that have to do with it
 * @param held the targets that are still told of it though no ban names it any more
 */
record Verdict(Network network, AddressSet dropped, List<Because> because, List<Kept> kept, List<Scope> held) {

	private static final int NAMED = 5;

	/** Templates see public methods only. */
	public State state() {
		if (this.dropped.covers(this.network)) {
			return State.BANNED;
		}
		if (!this.dropped.isEmpty()) {
			return State.PARTLY;
		}
		AddressSet all = AddressSet.of(this.kept.stream().map(Kept::network).toList());
		return all.covers(this.network) ? State.PROTECTED : State.FREE;
	}

	public List<String> some() {
		return this.dropped.some(NAMED).stream().map(Network::toString).toList();
	}

	/** How many more networks there are than are named. */
	public long more() {
		return Math.max(0, this.dropped.count() - NAMED);
	}

	/** Whether its addresses can be counted so that people can grasp it. */
	public boolean countable() {
		return this.network.family() == Family.V4;
	}

	public long addresses() {
		return this.dropped.v4().spread();
	}

	public long ofAddresses() {
		return AddressSet.of(List.of(this.network)).v4().spread();
	}

	/** What becomes of its packets. */
	enum State {

		FREE, PARTLY, BANNED, PROTECTED

	}

	/**
	 * A ban, and where it is enforced.
	 *
	 * @param by the name of who banned it
	 */
	record Because(Ban ban, String by, List<Place> places) {
	}

}
