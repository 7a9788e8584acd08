package io.gatehouse.ban.list;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.ban.net.AddressSet;

/**
 * The lists of the targets that were used last, in memory: to rebuild one from what hosts
 * were told takes a while.
 */
final class RecentLists {

	/**
	 * In all lists together: some 200 bytes each. The list used last is kept however long
	 * it is.
	 */
	private static final int MOST_ENTRIES = 1_500_000;

	private final Map<Scope, Kept> lists = new LinkedHashMap<>(16, 0.75f, true);

	/**
	 * A version of a list.
	 *
	 * @param digest that the version has
	 */
	record Kept(String digest, Layout layout, AddressSet addresses) {
	}

	/** The list of a target, if that is the version with this digest. */
	synchronized Optional<Kept> find(Scope target, String digest) {
		return Optional.ofNullable(this.lists.get(target)).filter((kept) -> kept.digest().equals(digest));
	}

	synchronized Kept put(Scope target, Kept kept) {
		this.lists.put(target, kept);
		int entries = this.lists.values().stream().mapToInt((one) -> one.layout().size()).sum();
		var oldest = this.lists.values().iterator();
		while (entries > MOST_ENTRIES && this.lists.size() > 1) {
			entries -= oldest.next().layout().size();
			oldest.remove();
		}
		return kept;
	}

}
