package io.gatehouse.request.execution;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.event.Happened;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets one request at a time work on a resource; all of its resources or none, so that
 * two can't wait for each other.
 */
@Component
class Locks {

	private final JdbcClient jdbc;

	Locks(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Takes all resources for a request, if none is another's.
	 * @return the number of the request that has one of them; empty where all are taken
	 * now
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	Optional<Long> take(UUID request, Collection<Key> keys) {
		for (Key key : keys.stream().sorted().toList()) {
			Optional<Long> holder = take(request, key);
			if (holder.isPresent()) {
				release(request);
				return holder;
			}
		}
		return Optional.empty();
	}

	private Optional<Long> take(UUID request, Key key) {
		while (!insert(request, key) && !has(request, key)) {
			Optional<Long> holder = holder(key, request);
			if (holder.isPresent()) {
				return holder;
			}
			// Let go of between the two looks: nobody has it, and neither do we.
		}
		return Optional.empty();
	}

	private boolean insert(UUID request, Key key) {
		return this.jdbc.sql(
				"insert into resource_lock (system, kind, name, request_id) values (?, ?, ?, ?) on conflict do nothing")
			.params(key.system(), key.kind(), key.name(), request)
			.update() > 0;
	}

	private boolean has(UUID request, Key key) {
		return this.jdbc
			.sql("select count(*) from resource_lock where system = ? and kind = ? and name = ? and request_id = ?")
			.params(key.system(), key.kind(), key.name(), request)
			.query(Long.class)
			.single() > 0;
	}

	private Optional<Long> holder(Key key, UUID request) {
		return this.jdbc.sql("""
				select r.number from resource_lock l join service_request r on r.id = l.request_id
				where l.system = ? and l.kind = ? and l.name = ? and l.request_id <> ?""")
			.params(key.system(), key.kind(), key.name(), request)
			.query(Long.class)
			.optional();
	}

	/** Withdrawn while a worker was looking at it, which then writes nothing any more. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void withdrawn(Happened happened) {
		if (happened.action() == Happened.Action.REQUEST_WITHDRAWN) {
			this.jdbc.sql("""
					delete from resource_lock where request_id =
					  (select id from service_request where number = ?)""").param(happened.request()).update();
		}
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void release(UUID request) {
		this.jdbc.sql("delete from resource_lock where request_id = ?").param(request).update();
	}

}
