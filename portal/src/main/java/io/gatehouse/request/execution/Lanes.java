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
 * hangs holds up only what needs it.
 */
@Component
class Lanes {

	private final Map<String, Integer> taken = new HashMap<>();

	private final JdbcClient jdbc;

	private final int places;

	Lanes(JdbcClient jdbc, ExecutionProperties properties) {
		this.jdbc = jdbc;
		this.places = properties.perSystem();
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
		if (systems.stream().anyMatch((system) -> this.taken.getOrDefault(system, 0) >= this.places)) {
			return false;
		}
		systems.forEach((system) -> this.taken.merge(system, 1, Integer::sum));
		return true;
	}

	/** Gives the places back. */
	synchronized void leave(Collection<String> systems) {
		systems.forEach((system) -> this.taken.merge(system, -1, Integer::sum));
	}

}
