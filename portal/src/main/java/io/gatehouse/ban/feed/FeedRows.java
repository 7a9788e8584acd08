package io.gatehouse.ban.feed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.gatehouse.ban.feed.Candidate.Left;
import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How each feed was read last. */
@Component
class FeedRows {

	/** After so long a read is over, or died with its portal. */
	private static final Duration LONGEST_READ = Duration.ofMinutes(2);

	private final JdbcClient jdbc;

	private final JsonMapper json;

	FeedRows(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * A feed as it is kept.
	 *
	 * @param scope where its ban holds
	 * @param attention whether ops were told, and not yet that it is over
	 * @param entries as the feed counts them
	 * @param left what of it is not banned
	 * @param failures in a row
	 * @param turn the number of the read that is under way or was last
	 * @param candidate the digest of what is held back, if it may be accepted
	 * @param accepted the digest of what ops accepted, as long as nothing else was taken
	 */
	record Row(String name, String configured, String scope, FeedState state, @Nullable Text message, boolean attention,
			@Nullable String etag, @Nullable String lastModified, String digest, int entries, Left left,
			@Nullable Instant readAt, @Nullable Instant changedAt, Instant nextAt, int failures, boolean resumable,
			long turn, @Nullable String candidate, int candidateEntries, @Nullable String accepted) {
	}

	Optional<Row> find(String name) {
		return this.jdbc.sql("select * from ban_feed where name = ?").param(name).query(this::row).optional();
	}

	List<Row> all() {
		return this.jdbc.sql("select * from ban_feed order by name").query(this::row).list();
	}

	/** The row, while others wait for it. */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<Row> lock(String name) {
		return this.jdbc.sql("select * from ban_feed where name = ? for update")
			.param(name)
			.query(this::row)
			.optional();
	}

	/** The row, if the read is still the last one that was begun. */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<Row> lock(String name, long turn) {
		return lock(name).filter((row) -> row.turn() == turn);
	}

	/**
	 * A read that was begun.
	 *
	 * @param resumable whether all changes that CrowdSec told before were taken in
	 */
	record Begun(Row row, boolean resumable) {
	}

	/**
	 * Begins a read. Until it has ended well it can't be said which changes CrowdSec told
	 * have arrived.
	 */
	@Transactional
	public Begun begin(String name, Feed feed, Instant now) {
		String configured = feed.fingerprint();
		this.jdbc.sql("""
				insert into ban_feed (name, configured, scope, state, next_at) values (?, ?, ?, 'READING', ?)
				on conflict do nothing""").params(name, configured, feed.scope().name(), utc(now)).update();
		Row before = lock(name).orElseThrow();
		boolean same = before.configured().equals(configured);
		if (!same) {
			this.jdbc.sql("""
					update ban_feed set configured = ?, etag = null, last_modified = null, candidate = null,
						candidate_lines = null, accepted = null where name = ?""").params(configured, name).update();
			this.jdbc.sql("delete from ban_decision where feed = ?").param(name).update();
		}
		this.jdbc.sql("update ban_feed set turn = turn + 1, resumable = false, next_at = ? where name = ?")
			.params(utc(now.plus(LONGEST_READ)), name)
			.update();
		return new Begun(find(name).orElseThrow(), same && before.resumable());
	}

	/** It was read, and was as it was before. */
	void unchanged(String name, Instant now, Instant next) {
		this.jdbc.sql("""
				update ban_feed set state = 'READING', message = null, attention = false, failures = 0, read_at = ?,
					next_at = ?, candidate = null, candidate_lines = null where name = ?""")
			.params(utc(now), utc(next), name)
			.update();
	}

	/**
	 * It was read, and this is banned; what was accepted before lapses with other
	 * content.
	 */
	void read(String name, String scope, Candidate candidate, Instant now, Instant next, boolean resumable) {
		this.jdbc.sql("""
				update ban_feed set changed_at = case when digest = :digest then changed_at else :now end,
					accepted = case when accepted = :digest then accepted end,
					digest = :digest, entries = :entries, unreadable = :unreadable, skipped = :skipped, scope = :scope,
					resumable = :resumable where name = :name""")
			.param("digest", candidate.digest())
			.param("entries", candidate.entries())
			.param("unreadable", candidate.left().unreadable())
			.param("skipped", candidate.left().skipped())
			.param("scope", scope)
			.param("resumable", resumable)
			.param("now", utc(now))
			.param("name", name)
			.update();
		unchanged(name, now, next);
	}

	/** Next time the server may say that nothing has changed since. */
	void validators(String name, @Nullable String etag, @Nullable String lastModified) {
		this.jdbc.sql("update ban_feed set etag = :etag, last_modified = :modified where name = :name")
			.param("etag", etag)
			.param("modified", lastModified)
			.param("name", name)
			.update();
	}

	/** Some of it has ended. */
	void shrunk(String name, Candidate candidate) {
		this.jdbc.sql("""
				update ban_feed set accepted = case when accepted = :digest then accepted end, digest = :digest,
					entries = :entries where name = :name""")
			.param("digest", candidate.digest())
			.param("entries", candidate.entries())
			.param("name", name)
			.update();
	}

	void accepted(String name, String digest) {
		this.jdbc.sql("update ban_feed set accepted = ? where name = ?").params(digest, name).update();
	}

	/** What was read is held back; next time all of it is read again. */
	void stopped(String name, Text why, Instant next, boolean attention) {
		this.jdbc.sql("""
				update ban_feed set state = 'STOPPED', message = ?::jsonb, attention = ?, failures = 0, next_at = ?,
					etag = null, last_modified = null, candidate = null, candidate_lines = null where name = ?""")
			.params(this.json.writeValueAsString(why), attention, utc(next), name)
			.update();
	}

	/** Keeps what is held back, so that it can be accepted as it is. */
	void candidate(String name, Candidate candidate) {
		this.jdbc
			.sql("update ban_feed set candidate = ?, candidate_entries = ?, unreadable = ?, skipped = ?, "
					+ "candidate_lines = ? where name = ?")
			.params(candidate.digest(), candidate.entries(), candidate.left().unreadable(), candidate.left().skipped(),
					CandidateLines.packed(candidate), name)
			.update();
	}

	Optional<byte[]> candidateLines(String name, String digest) {
		return this.jdbc.sql("select candidate_lines from ban_feed where name = ? and candidate = ?")
			.params(name, digest)
			.query(byte[].class)
			.optional();
	}

	/** It could not be read. */
	void failed(String name, FeedState state, Text why, Instant next, boolean attention) {
		this.jdbc.sql("""
				update ban_feed set state = ?, message = ?::jsonb, attention = ?, failures = failures + 1, next_at = ?
				where name = ?""")
			.params(state.name(), this.json.writeValueAsString(why), attention, utc(next), name)
			.update();
	}

	/** Has it read at once. */
	void due(String name, Instant now) {
		this.jdbc.sql("update ban_feed set next_at = ? where name = ?").params(utc(now), name).update();
	}

	void remove(String name) {
		this.jdbc.sql("delete from ban_feed where name = ?").param(name).update();
	}

	private Row row(ResultSet row, int index) throws SQLException {
		String message = row.getString("message");
		return new Row(row.getString("name"), row.getString("configured"), row.getString("scope"),
				FeedState.valueOf(row.getString("state")),
				(message != null) ? this.json.readValue(message, Text.class) : null, row.getBoolean("attention"),
				row.getString("etag"), row.getString("last_modified"), row.getString("digest"), row.getInt("entries"),
				new Left(row.getInt("unreadable"), row.getInt("skipped")), instant(row, "read_at"),
				instant(row, "changed_at"), row.getObject("next_at", OffsetDateTime.class).toInstant(),
				row.getInt("failures"), row.getBoolean("resumable"), row.getLong("turn"), row.getString("candidate"),
				row.getInt("candidate_entries"), row.getString("accepted"));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
		return (value != null) ? value.toInstant() : null;
	}

	private static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
