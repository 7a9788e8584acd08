package io.gatehouse.ban;

import java.util.Comparator;
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
import io.gatehouse.request.ExternalSystem.Health.Fault;

import org.springframework.stereotype.Component;

/** Where bans are enforced, and how far that is. */
@Component
class Enforcement {

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

	/** What stands in the way of it anywhere, newest first. */
	List<Fault> faults() {
		Stream<Fault> halted = this.targets.all()
			.stream()
			.flatMap((target) -> this.lists.standing(target).stream())
			.flatMap((standing) -> standing.halted().map((why) -> new Fault(standing.compiledAt(), why)).stream());
		return Stream
			.of(halted, this.enforcers.stream().flatMap((enforcer) -> enforcer.faults().stream()),
					this.feeds.faults().stream())
			.flatMap(Function.identity())
			.sorted(Comparator.comparing(Fault::at).reversed())
			.toList();
	}

}
