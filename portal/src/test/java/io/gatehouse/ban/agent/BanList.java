package io.gatehouse.ban.agent;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What one version of the list holds, as it is written to hosts. */
record BanList(Set<String> singles, Set<String> networks, Set<String> protectedOnes) {

	static final BanList EMPTY = new BanList(Set.of(), Set.of(), Set.of());

	static BanList of(String... banned) {
		return EMPTY.with(banned);
	}

	/** What has a slash is a network, all else a single address. */
	BanList with(String... banned) {
		return with(Arrays.asList(banned));
	}

	BanList with(Collection<String> banned) {
		Set<String> singles = new TreeSet<>(this.singles);
		Set<String> networks = new TreeSet<>(this.networks);
		banned.forEach((one) -> (one.contains("/") ? networks : singles).add(one));
		return new BanList(singles, networks, this.protectedOnes);
	}

	BanList without(String... banned) {
		Set<String> singles = new TreeSet<>(this.singles);
		Set<String> networks = new TreeSet<>(this.networks);
		singles.removeAll(Arrays.asList(banned));
		networks.removeAll(Arrays.asList(banned));
		return new BanList(singles, networks, this.protectedOnes);
	}

	BanList protect(String... protectedOnes) {
		return new BanList(this.singles, this.networks, new TreeSet<>(Arrays.asList(protectedOnes)));
	}

}
