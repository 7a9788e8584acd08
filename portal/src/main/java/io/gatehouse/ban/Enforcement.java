package io.gatehouse.ban;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.gatehouse.ban.feed.Feeds;
import io.gatehouse.ban.list.Enforcer;
import io.gatehouse.ban.list.Enforcer.Place;
import io.gatehouse.ban.list.Enforcer.State;
import io.gatehouse.ban.list.Lists;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.list.BanTargets;
import io.gatehouse.request.ExternalSystem.Matter;
import io.gatehouse.request.Text;

import org.springframework.stereotype.Component;

/** Where bans are enforced, how far that is, and what stands in the way of it. */
@Component
class Enforcement {

	/** Where ops see lists, and let on what is held back of them. */
	static final String LISTS = "/bans#lists";

	private final List<Enforcer> enforcers;

	private final BanTargets targets;

	private final Lists lists;

	private final Feeds feeds;

	Enforcement(List<Enforcer> enforcers, BanTargets targets, Lists lists, Feeds feeds) {
		this.enforcers = enforcers;
		this.targets = targets;
		this.lists = lists;
		this.feeds = feeds;
	}

	/** How far a change of a ban is, by place. */
	List<Place> places(Scope scope, long change) {
		return this.enforcers.stream().flatMap((enforcer) -> enforcer.places(scope, change).stream()).toList();
	}

	static long count(List<Place> places, State state) {
		return places.stream().filter((place) -> place.state() == state).count();
	}

	/** What stands in the way of it anywhere. */
	List<Matter> matters() {
		Stream<Matter> halted = this.targets.all()
			.stream()
			.flatMap((target) -> this.lists.standing(target).stream())
			.flatMap((standing) -> standing.halted()
				.map((why) -> new Matter(standing.compiledAt(), standing.target().said("ban.list.title"), why, LISTS))
				.stream());
		return Stream
			.of(halted, this.enforcers.stream().flatMap((enforcer) -> enforcer.matters().stream()),
					this.feeds.matters().stream())
			.flatMap(Function.identity())
			.toList();
	}

}
