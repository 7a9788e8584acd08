package io.gatehouse.ban.list;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The versions that targets were told. */
@Component
class ListRows {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	ListRows(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * The newest version for a target.
	 *
	 * @param version 0 where there is none yet
	 * @param through the last change of a ban that is in it
	 * @param looked the last change that was looked at; null where all must be compiled
	 * @param halted why a part of the next one is held back
	 * @param heldBack the digest of the content that is held back
	 * @param letThrough the digest of what ops let through in spite of that
	 * @param changes how many versions there are since the last whole list
	 * @param bulky whether these together are longer than that list
	 * @param above what the next one must have a higher number than, and be a whole list;
	 * null where it is just the next
	 */
	record Row(Scope target, long version, String digest, int singles, int networks, long through,
			@Nullable Long looked, Instant compiledAt, @Nullable Text halted, @Nullable String heldBack,
			@Nullable String letThrough, int changes, boolean bulky, @Nullable Long above) {

		/** Whether it must be told whole under a number that none was told before. */
		boolean beginsAnew() {
			return this.above != null;
		}

		long next() {
			return Math.max(this.version, (this.above != null) ? this.above : 0) + 1;
		}

	}

	/** The row of a target, made where there is none; others wait for it. */
	@Transactional(propagation = Propagation.MANDATORY)
	Row lock(Scope target) {
		this.jdbc.sql("""
				insert into ban_list (target, version, digest, singles, networks, protected, through, compiled_at)
				values (?, 0, '', 0, 0, 0, 0, now()) on conflict do nothing""").param(target.name()).update();
		this.jdbc.sql("select 1 from ban_list where target = ? for update")
			.param(target.name())
			.query(Integer.class)
			.single();
		return find(target).orElseThrow();
	}

	Optional<Row> find(Scope target) {
		return this.jdbc.sql("""
				select l.*, s.* from ban_list l, lateral (
					select count(*) filter (where not complete) as changes,
						coalesce(sum(octet_length(lines)) filter (where not complete), 0)
							> greatest(sum(octet_length(lines)) filter (where complete), 65536) as bulky
					from ban_segment where target = l.target) s
				where l.target = ?""").param(target.name()).query(this::row).optional();
	}

	/**
	 * Records how far was looked, and how far that is in what the target is told.
	 */
	void looked(Scope target, long through, long looked) {
		this.jdbc.sql("update ban_list set through = ?, looked_through = ?, compiled_at = now() where target = ?")
			.params(through, looked, target.name())
			.update();
	}

	/** Records that something is held back. */
	void halt(Scope target, Text why, String digest) {
		this.jdbc.sql("update ban_list set halted = ?::jsonb, held_back = ?, let_through = null where target = ?")
			.params(this.json.writeValueAsString(why), digest, target.name())
			.update();
	}

	/** Records that nothing is held back. */
	void resume(Scope target) {
		this.jdbc.sql("update ban_list set halted = null, held_back = null, let_through = null where target = ?")
			.param(target.name())
			.update();
	}

	/**
	 * Has the lists of all but these compiled anew, should they be wanted again: changes
	 * are not kept for them.
	 * @return the last change that all of these have looked at
	 */
	long forget(Collection<Scope> targets) {
		String[] names = targets.stream().map(Scope::name).toArray(String[]::new);
		this.jdbc.sql("update ban_list set looked_through = null where target <> all(?)").param(names).update();
		return this.jdbc
			.sql("select coalesce(min(least(looked_through, through)), 0) from ban_list where target = any(?)")
			.param(names)
			.query(Long.class)
			.single();
	}

	boolean letThrough(Scope target, String digest) {
		return this.jdbc.sql("update ban_list set let_through = ? where target = ? and held_back = ?")
			.params(digest, target.name(), digest)
			.update() > 0;
	}

	/**
	 * Has all lists begin anew, with numbers so much higher that none was told before.
	 */
	void beginAnew(long leap) {
		this.jdbc.sql("update ban_list set above = version + ?, renumbered_at = now() where version > 0")
			.param(leap)
			.update();
	}

	/**
	 * Has a list begin anew above a version that somebody has who was never told it by
	 * this database; not from any number, and not all the time, as it is only a host that
	 * says so.
	 * @return whether it does
	 */
	boolean beginAnew(Scope target, long told, long above, long furthest) {
		return this.jdbc.sql("""
				update ban_list set above = :above, renumbered_at = now()
				where target = :target and version > 0 and above is null and :told > version
					and :told - version <= :furthest
					and (renumbered_at is null or renumbered_at < now() - interval '1 minute')""")
			.param("told", told)
			.param("above", above)
			.param("target", target.name())
			.param("furthest", furthest)
			.update() > 0;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void publish(Scope target, long version, Segment segment, Layout layout, long through) {
		if (segment.complete()) {
			this.jdbc.sql("delete from ban_segment where target = ?").param(target.name()).update();
		}
		this.jdbc.sql("""
				insert into ban_segment (target, version, complete, header, digest, through, lines)
				values (?, ?, ?, ?, ?, ?, ?)""")
			.params(target.name(), version, segment.complete(), segment.header(), segment.digest(), through,
					packed(segment.lines()))
			.update();
		this.jdbc.sql("""
				update ban_list set version = ?, digest = ?, singles = ?, networks = ?, protected = ?, above = null
				where target = ?""")
			.params(version, segment.digest(), layout.singles().size(), layout.networks().size(), layout.kept().size(),
					target.name())
			.update();
	}

	/** The list of a version, from what hosts were told. */
	Layout layout(Row row) {
		return Segment.replayed(after(row.target(), 0).stream()
			.map((stored) -> new Segment(stored.complete(), stored.header(), stored.digest(),
					unpacked(stored.lines()))));
	}

	/**
	 * A segment as it is kept.
	 *
	 * @param lines gzip
	 */
	record Stored(long version, boolean complete, String header, String digest, byte[] lines) {
	}

	/** The last whole list. */
	Stored whole(Scope target) {
		return this.jdbc
			.sql("select version, complete, header, digest, lines from ban_segment where target = ? and complete")
			.param(target.name())
			.query(ListRows::stored)
			.single();
	}

	/** Whether a version is still the last whole list. */
	boolean isWhole(Scope target, long version, String digest) {
		return this.jdbc.sql("""
				select exists (select from ban_segment where target = ? and version = ? and digest = ? and complete)""")
			.params(target.name(), version, digest)
			.query(Boolean.class)
			.single();
	}

	/** What was told after a version, in order; all from the last whole list on for 0. */
	List<Stored> after(Scope target, long version) {
		return this.jdbc
			.sql("select version, complete, header, digest, lines from ban_segment where target = ? and version > ? "
					+ "order by version")
			.params(target.name(), version)
			.query(ListRows::stored)
			.list();
	}

	private static Stored stored(ResultSet row, int index) throws SQLException {
		return new Stored(row.getLong(1), row.getBoolean(2), row.getString(3), row.getString(4), row.getBytes(5));
	}

	/** The digest of a version, as far as it is still told. */
	Optional<String> digest(Scope target, long version) {
		return this.jdbc.sql("select digest from ban_segment where target = ? and version = ?")
			.params(target.name(), version)
			.query(String.class)
			.optional();
	}

	/**
	 * The first version that has all changes of bans up to one; empty where none has yet.
	 */
	Optional<Long> versionWith(Scope target, long change) {
		return this.jdbc.sql("""
				select coalesce((select min(s.version) from ban_segment s where s.target = l.target and s.through >= ?),
					l.version) from ban_list l where l.target = ? and l.through >= ? and l.version > 0""")
			.params(change, target.name(), change)
			.query(Long.class)
			.optional();
	}

	private Row row(ResultSet row, int index) throws SQLException {
		String halted = row.getString("halted");
		return new Row(new Scope(row.getString("target")), row.getLong("version"), row.getString("digest"),
				row.getInt("singles"), row.getInt("networks"), row.getLong("through"),
				row.getObject("looked_through", Long.class),
				row.getObject("compiled_at", OffsetDateTime.class).toInstant(),
				(halted != null) ? this.json.readValue(halted, Text.class) : null, row.getString("held_back"),
				row.getString("let_through"), row.getInt("changes"), row.getBoolean("bulky"),
				row.getObject("above", Long.class));
	}

	static byte[] packed(byte[] bytes) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
			gzip.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return packed.toByteArray();
	}

	private static byte[] unpacked(byte[] packed) {
		try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
			return gzip.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
