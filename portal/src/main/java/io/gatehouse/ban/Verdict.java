package io.gatehouse.ban;

import java.util.List;

import io.gatehouse.ban.list.Bans.Ban;
import io.gatehouse.ban.list.Enforcer;
import io.gatehouse.ban.list.Enforcer.Place;
import io.gatehouse.ban.list.Protection.Kept;

/**
 * What there is to say about an address.
 *
 * @param because the bans that cover it
 * @param kept the protected networks that have to do with it
 */
record Verdict(String address, List<Because> because, List<Kept> kept) {

	/** Whether its packets are dropped anywhere, or shall be. */
	public boolean banned() {
		return !this.because.isEmpty() && this.kept.isEmpty();
	}

	/**
	 * A ban, and where it is enforced.
	 *
	 * @param by the name of who banned it
	 */
	record Because(Ban ban, String by, List<Place> places) {

		public long enforced() {
			return this.places.stream().filter((place) -> place.state() == Enforcer.State.ENFORCED).count();
		}

	}

}
