package io.gatehouse.ban;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.request.Text;

import org.springframework.stereotype.Component;

/** What banning some addresses would come to, beside the bans that there are. */
@Component
class Outlook {

	/** So many are named; of more, the number is told. */
	private static final int NAMED = 5;

	private final Bans bans;

	private final Protection protection;

	private final Clients clients;

	Outlook(Bans bans, Protection protection, Clients clients) {
		this.bans = bans;
		this.protection = protection;
		this.clients = clients;
	}

	/** In words, the most important first. */
	List<Text> notes(AddressSet asked, Scope scope) {
		List<Text> notes = new ArrayList<>();
		AddressSet effective = protectedOnes(asked, notes);
		covered(effective, scope, notes);
		recent(effective, notes);
		return notes;
	}

	/** Says what can't be banned, and gives what is left. */
	private AddressSet protectedOnes(AddressSet asked, List<Text> notes) {
		List<Kept> touched = this.protection.touching(asked);
		if (touched.isEmpty()) {
			return asked;
		}
		AddressSet left = asked.minus(this.protection.addresses());
		String names = touched.stream()
			.limit(NAMED)
			.map((kept) -> kept.network() + " (" + kept.reason() + ")")
			.collect(Collectors.joining(", "));
		int more = Math.max(0, touched.size() - NAMED);
		long count = count(left);
		notes.add(Text.of("ban.note.protected", names, more));
		notes.add((count == 0) ? Text.of("ban.note.nothing-left") : Text.of("ban.note.left", count,
				String.join(", ", Entries.some(left, NAMED)), Math.max(0, count - NAMED)));
		return left;
	}

	private void covered(AddressSet effective, Scope scope, List<Text> notes) {
		AddressSet banned = this.bans.reachingNow(scope);
		AddressSet fresh = effective.minus(banned);
		if (fresh.equals(effective)) {
			notes.add(Text.of("ban.note.new", count(effective)));
			return;
		}
		List<Network> already = new ArrayList<>();
		effective.networks((network) -> {
			if (banned.covers(network)) {
				already.add(network);
			}
		});
		String by = already.stream()
			.limit(NAMED)
			.flatMap((network) -> this.bans.covering(network).stream())
			.map(Bans.Ban::name)
			.distinct()
			.limit(NAMED)
			.collect(Collectors.joining(", "));
		notes.add(Text.of("ban.note.covered", already.size(), by.isEmpty() ? "-" : by, count(fresh)));
	}

	private void recent(AddressSet effective, List<Text> notes) {
		this.clients.recent().ifPresent((recent) -> {
			List<Network> hit = recent.stream().filter(effective::covers).toList();
			notes.add(Text.of("ban.note.clients", hit.size(), recent.size(),
					hit.stream().limit(NAMED).map(Network::toString).collect(Collectors.joining(", "))));
		});
	}

	private static long count(AddressSet set) {
		long[] count = { 0 };
		set.networks((network) -> count[0]++);
		return count[0];
	}

}
