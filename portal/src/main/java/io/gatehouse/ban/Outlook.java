package io.gatehouse.ban;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Special;
import io.gatehouse.request.Text;

import org.springframework.stereotype.Component;

/** What banning some addresses would come to, beside the bans that there are. */
@Component
class Outlook {

	/** So many are named; of more, the number is told. */
	private static final int NAMED = 5;

	/**
	 * So many networks are looked up one by one; for more, all that is banned is read.
	 */
	private static final int FEW = 100;

	private final Bans bans;

	private final Protection protection;

	private final Clients clients;

	Outlook(Bans bans, Protection protection, Clients clients) {
		this.bans = bans;
		this.protection = protection;
		this.clients = clients;
	}

	/**
	 * In words, the most important first.
	 * @param ownName the name of the ban of just these, which may be there already
	 * @param ops whether one of ops is told: who halves a network again and again would
	 * learn the addresses of clients even of their number
	 */
	List<Text> notes(AddressSet asked, Scope scope, String ownName, boolean ops) {
		List<Text> notes = new ArrayList<>();
		AddressSet effective = protectedOnes(asked, notes);
		privateOnes(effective, notes);
		covered(effective, scope, ownName, notes);
		if (ops) {
			recent(effective).ifPresent(notes::add);
		}
		return notes;
	}

	/** Says what can't be banned, and gives what is left. */
	private AddressSet protectedOnes(AddressSet asked, List<Text> notes) {
		List<Kept> touched = this.protection.touching(asked);
		if (touched.isEmpty()) {
			return asked;
		}
		AddressSet left = asked.minus(AddressSet.of(touched.stream().map(Kept::network).toList()));
		String names = touched.stream()
			.limit(NAMED)
			.map((kept) -> kept.network() + " (" + kept.reason() + ")")
			.collect(Collectors.joining(", "));
		int more = Math.max(0, touched.size() - NAMED);
		long count = left.count();
		notes.add(Text.of("ban.note.protected", names, more));
		notes.add((count == 0) ? Text.of("ban.note.nothing-left")
				: Text.of("ban.note.left", count, names(left.some(NAMED)), Math.max(0, count - NAMED)));
		return left;
	}

	/** Inside a company that may be meant; it is to be seen before it is done. */
	private static void privateOnes(AddressSet effective, List<Text> notes) {
		AddressSet found = effective.and(Special.PRIVATE.set());
		if (!found.isEmpty()) {
			notes.add(Text.of("ban.note.private", names(found.some(NAMED)), Math.max(0, found.count() - NAMED)));
		}
	}

	private static String names(List<Network> networks) {
		return networks.stream().map(Network::toString).collect(Collectors.joining(", "));
	}

	private void covered(AddressSet effective, Scope scope, String ownName, List<Text> notes) {
		long count = effective.count();
		AddressSet banned = (count > FEW) ? this.bans.reachingNow(scope)
				: this.bans.touchingNow(scope, effective.some(FEW));
		AddressSet fresh = effective.minus(banned);
		if (fresh.equals(effective)) {
			notes.add(Text.of("ban.note.new", count));
			return;
		}
		List<Network> first = new ArrayList<>();
		long[] already = { 0 };
		effective.networks((network) -> {
			if (banned.covers(network) && ++already[0] <= NAMED) {
				first.add(network);
			}
		});
		List<String> by = first.stream()
			.flatMap((network) -> this.bans.covering(network).stream())
			.map(Bans.Ban::name)
			.distinct()
			.toList();
		if (by.equals(List.of(ownName)) && fresh.isEmpty()) {
			// It is changed, and stays a ban of the same.
			return;
		}
		String names = BanResource.named(by.stream().filter((name) -> !name.equals(ownName)).limit(NAMED));
		notes.add(Text.of("ban.note.covered", already[0], names.isEmpty() ? "-" : names, fresh.count()));
	}

	/** Which recent clients a ban would hit; empty where nobody can tell. For ops. */
	Optional<Text> recent(AddressSet asked) {
		return this.clients.recent().map((recent) -> {
			List<Network> hit = recent.stream().filter(asked::covers).toList();
			return Text.of("ban.note.clients", hit.size(), recent.size(), names(hit.stream().limit(NAMED).toList()));
		});
	}

}
