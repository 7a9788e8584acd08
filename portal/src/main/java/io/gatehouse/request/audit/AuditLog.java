package io.gatehouse.request.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.request.event.Happened;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Appends to the chain, in the transaction in which it happened, and reads it. */
@Component
public class AuditLog {

	/** Any number, the same in all portals: who holds it may append. */
	private static final long APPENDING = 0x6761746568L;

	private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final JsonMapper json;

	AuditLog(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	public void append(Happened happened) {
		// One at a time, until the transaction ends: each event must know the hash of the
		// one before it.
		this.jdbc.sql("select pg_advisory_xact_lock(?)").param(APPENDING).query((row) -> {
		});
		Instant now = this.jdbc.sql("select clock_timestamp()")
			.query((row, index) -> row.getObject(1, OffsetDateTime.class).toInstant())
			.single();
		Optional<AuditEvent> last = last();
		AuditEvent event = new AuditEvent(last.map(AuditEvent::number).orElse(0L) + 1, now, happened.actor(),
				happened.action().name(), happened.type(), happened.title(), happened.request(), happened.asset(),
				happened.detail(), last.map(AuditEvent::hash).orElse(AuditEvent.START), "")
			.sealed();
		this.jdbc.sql("""
				insert into audit_event (number, at, actor, action, type, title, request_number, asset_number, detail,
					previous, hash)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)""")
			.params(Arrays.asList(event.number(), event.at().atOffset(ZoneOffset.UTC), event.actor(), event.action(),
					event.type(), event.title(), event.request(), event.asset(),
					this.json.writeValueAsString(event.detail()), event.previous(), event.hash()))
			.update();
	}

	/** The newest event. */
	public Optional<AuditEvent> last() {
		return this.jdbc.sql("select * from audit_event order by number desc limit 1").query(this::event).optional();
	}

	/** Events that fit, newest first, from those older than a number on. */
	public List<AuditEvent> find(AuditFilter filter, long before, int limit) {
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("before", before);
		values.put("limit", limit);
		return this.jdbc
			.sql("select * from audit_event where number < :before" + filter.where(values)
					+ " order by number desc limit :limit")
			.params(values)
			.query(this::event)
			.list();
	}

	/** Events from a number on, oldest first. */
	List<AuditEvent> from(long number, int limit) {
		return this.jdbc.sql("select * from audit_event where number >= ? order by number limit ?")
			.params(number, limit)
			.query(this::event)
			.list();
	}

	private AuditEvent event(ResultSet row, int index) throws SQLException {
		return new AuditEvent(row.getLong("number"), row.getObject("at", OffsetDateTime.class).toInstant(),
				row.getString("actor"), row.getString("action"), row.getString("type"), row.getString("title"),
				row.getObject("request_number", Long.class), row.getObject("asset_number", Long.class),
				this.json.readValue(row.getString("detail"), DETAIL), row.getString("previous"), row.getString("hash"));
	}

}
