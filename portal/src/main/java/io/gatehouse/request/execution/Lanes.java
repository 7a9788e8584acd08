package io.gatehouse.request.execution;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * So many requests at a time work with one system at this portal. Whoever finds a lane
 * full goes back into the queue and holds no thread meanwhile, so that a system that
 * hangs holds up only what needs it. What works with several systems may not fill a lane
 * alone: while it hangs at one of them, what needs only another one goes on there.
 */
@Component
class Lanes {

	/** One place in so many is kept for what works with one system alone. */
	private static final int KEPT = 3;

	private final Map<String, Integer> taken = new HashMap<>();

	/** Of these, by what works with other systems, too. */
	private final Map<String, Integer> shared = new HashMap<>();

	private final JdbcClient jdbc;

	private final int places;

	private final int placesOfShared;

	Lanes(JdbcClient jdbc, ExecutionProperties properties) {
		this.jdbc = jdbc;
		this.places = properties.perSystem();
		this.placesOfShared = properties.perSystem() - properties.perSystem() / KEPT;
	}

	/** The systems with which a request has still to do. */
	Set<String> of(UUID request) {
		return this.jdbc.sql("select distinct system from request_step where request_id = ? and state <> 'DONE'")
			.param(request)
			.query(String.class)
			.set();
	}

	/** Takes a place with each of them, or with none. */
	synchronized boolean enter(Collection<String> systems) {
		boolean shares = systems.size() > 1;
		if (systems.stream()
			.anyMatch((system) -> this.taken.getOrDefault(system, 0) >= this.places
					|| (shares && this.shared.getOrDefault(system, 0) >= this.placesOfShared))) {
			return false;
		}
		count(systems, 1);
		return true;
	}

	private void count(Collection<String> systems, int more) {
		systems.forEach((system) -> {
			this.taken.merge(system, more, Integer::sum);
			if (systems.size() > 1) {
				this.shared.merge(system, more, Integer::sum);
			}
		});
	}

	/** Gives the places back. */
	synchronized void leave(Collection<String> systems) {
		count(systems, -1);
	}

}
