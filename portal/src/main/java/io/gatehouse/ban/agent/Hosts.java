package io.gatehouse.ban.agent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.list.Digests;
import io.gatehouse.ban.list.Scope;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The hosts that enforce bans, and what each has reported. */
@Component
public class Hosts {

	/** Where ops see them. */
	public static final String PAGE = "/bans/hosts";

	private static final String SELECT = """
			select h.*, coalesce(h.seen_at, h.created_at) < now() - make_interval(secs => :stale) as stale
			from ban_host h""";

	private final JdbcClient jdbc;

	private final BanProperties properties;

	Hosts(JdbcClient jdbc, BanProperties properties) {
		this.jdbc = jdbc;
		this.properties = properties;
	}

	/**
	 * A host.
	 *
	 * @param version of the list that it enforces; null where it never reported one
	 * @param state as it says itself: enforced, dry-run, refused, failed or flushed
	 * @param took milliseconds that its last change took
	 * @param stale whether nothing has been heard of it for too long
	 */
	public record Host(String name, String group, Instant createdAt, @Nullable Instant seenAt, @Nullable Long version,
			@Nullable String digest, @Nullable String state, @Nullable String message, @Nullable String backend,
			@Nullable String agent, @Nullable Integer singles, @Nullable Integer networks, @Nullable Integer took,
			boolean stale) {

		/**
		 * Whether it drops what a version of its list says, as far as it says itself. One
		 * that refuses the next version goes on with the one before.
		 */
		public boolean enforces(long version) {
			return this.version != null && this.version >= version
					&& ("enforced".equals(this.state) || "refused".equals(this.state));
		}

		/** The target whose list it gets. */
		public Scope target() {
			return Scope.hosts(this.group);
		}

	}

	public List<Host> all() {
		return this.jdbc.sql(SELECT + " order by h.group_name, h.name")
			.param("stale", stale())
			.query(Hosts::host)
			.list();
	}

	public Optional<Host> find(String name) {
		return this.jdbc.sql(SELECT + " where h.name = :name")
			.param("stale", stale())
			.param("name", name)
			.query(Hosts::host)
			.optional();
	}

	Optional<Host> byToken(String token) {
		return this.jdbc.sql(SELECT + " where h.token_sha256 = :token")
			.param("stale", stale())
			.param("token", sha256(token))
			.query(Hosts::host)
			.optional();
	}

	/** The groups that have hosts. */
	public List<String> groups() {
		return this.jdbc.sql("select distinct group_name from ban_host order by 1").query(String.class).list();
	}

	/** Whether a host has a token of this digest. */
	public boolean knows(String name, String tokenSha256) {
		return this.jdbc.sql("select exists (select from ban_host where name = ? and token_sha256 = ?)")
			.params(name, tokenSha256)
			.query(Boolean.class)
			.single();
	}

	/**
	 * Keeps a host under its name. What it has reported of another group's list says
	 * nothing of the one it gets now.
	 */
	@Transactional
	public void put(String name, String group, String tokenSha256) {
		this.jdbc.sql("""
				update ban_host set version = null, digest = null, state = null, message = null
				where name = ? and group_name <> ?""").params(name, group).update();
		this.jdbc.sql("""
				insert into ban_host (name, group_name, token_sha256, created_at) values (?, ?, ?, now())
				on conflict (name) do update set group_name = excluded.group_name,
					token_sha256 = excluded.token_sha256""").params(name, group, tokenSha256).update();
	}

	@Transactional
	public void remove(String name) {
		this.jdbc.sql("delete from ban_host where name = ?").param(name).update();
	}

	/** What a host reports. */
	record Report(@Nullable Long version, @Nullable String digest, String state, @Nullable String message,
			@Nullable String backend, @Nullable String agent, @Nullable Integer singles, @Nullable Integer networks,
			@Nullable Integer took) {
	}

	@Transactional
	void reported(String name, Report report) {
		this.jdbc.sql("""
				update ban_host set seen_at = now(), version = :version, digest = :digest, state = :state,
					message = :message, backend = :backend, agent = :agent, singles = :singles, networks = :networks,
					took = coalesce(:took, took) where name = :name""")
			.param("version", report.version())
			.param("digest", report.digest())
			.param("state", report.state())
			.param("message", report.message())
			.param("backend", report.backend())
			.param("agent", report.agent())
			.param("singles", report.singles())
			.param("networks", report.networks())
			.param("took", report.took())
			.param("name", name)
			.update();
	}

	/** Those that have fallen silent; each is told once. */
	@Transactional
	public List<String> silent() {
		return this.jdbc.sql("""
				update ban_host set alerted = true where not alerted
					and coalesce(seen_at, created_at) < now() - make_interval(secs => ?) returning name""")
			.param(stale())
			.query(String.class)
			.list();
	}

	/** Those that were silent and are not any more. */
	@Transactional
	public List<String> back() {
		return this.jdbc.sql("""
				update ban_host set alerted = false where alerted
					and seen_at >= now() - make_interval(secs => ?) returning name""")
			.param(stale())
			.query(String.class)
			.list();
	}

	/** It asked for its list: it is there. Written down now and then. */
	void seen(String name) {
		this.jdbc.sql("""
				update ban_host set seen_at = now()
				where name = ? and (seen_at is null or seen_at < now() - interval '10 seconds')""")
			.param(name)
			.update();
	}

	private double stale() {
		return this.properties.staleAfter().toSeconds();
	}

	/** In hexadecimal digits. */
	public static String sha256(String token) {
		return new Digests().line(token).hex();
	}

	private static Host host(ResultSet row, int index) throws SQLException {
		OffsetDateTime seen = row.getObject("seen_at", OffsetDateTime.class);
		return new Host(row.getString("name"), row.getString("group_name"),
				row.getObject("created_at", OffsetDateTime.class).toInstant(), (seen != null) ? seen.toInstant() : null,
				row.getObject("version", Long.class), row.getString("digest"), row.getString("state"),
				row.getString("message"), row.getString("backend"), row.getString("agent"),
				row.getObject("singles", Integer.class), row.getObject("networks", Integer.class),
				row.getObject("took", Integer.class), row.getBoolean("stale"));
	}

}
