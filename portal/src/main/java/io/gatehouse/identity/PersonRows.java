package io.gatehouse.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.gatehouse.identity.Directory.Account;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The people and teams as the database has them. */
@Repository
class PersonRows {

	private static final String SELECT = "select id, username, name, groups, standing from person ";

	private final JdbcClient jdbc;

	private final RoleProperties roles;

	PersonRows(JdbcClient jdbc, RoleProperties roles) {
		this.jdbc = jdbc;
		this.roles = roles;
	}

	List<Person> named(Collection<String> usernames) {
		return this.jdbc.sql(SELECT + "where username = any(:usernames)")
			.param("usernames", array(usernames))
			.query(this::person)
			.list();
	}

	/** Those let in who are in any of the groups. */
	List<Person> inAnyOf(Collection<String> groups) {
		return this.jdbc
			.sql(SELECT + "where groups && cast(:groups as text[]) and standing = 'IN' order by name, username")
			.param("groups", array(groups))
			.query(this::person)
			.list();
	}

	List<Person> like(String text, int limit) {
		String pattern = "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
		return this.jdbc.sql(SELECT + """
				where (name ilike :pattern or username ilike :pattern) and standing <> 'GONE'
				order by name, username limit :limit""")
			.param("pattern", pattern)
			.param("limit", limit)
			.query(this::person)
			.list();
	}

	boolean readWithin(String username, Duration time) {
		return this.jdbc
			.sql("select exists (select from person where username = ? and read_at > now() - make_interval(secs => ?))")
			.params(username, time.toSeconds())
			.query(Boolean.class)
			.single();
	}

	/** All user names, the one read longest ago first. */
	List<String> usernames() {
		return this.jdbc.sql("select username from person order by read_at, id").query(String.class).list();
	}

	/** The user names of those who are blocked, by id. */
	Map<Long, String> blocked() {
		return byId("standing = ?", Standing.BLOCKED.name());
	}

	/** The standing of an account, its row locked until the transaction ends. */
	Optional<Standing> lock(long id) {
		return this.jdbc.sql("select standing from person where id = :id for update")
			.param("id", id)
			.query(Standing.class)
			.optional();
	}

	/** The user name that an account had when it was read last. */
	Optional<String> username(long id) {
		return this.jdbc.sql("select username from person where id = :id")
			.param("id", id)
			.query(String.class)
			.optional();
	}

	/**
	 * Takes a user name away from the account that had it before.
	 * @return what that one is called from now on; no user name in GitLab has a tilde
	 */
	Optional<String> vacate(String username, long newOwner) {
		return this.jdbc.sql("""
				update person set username = username || '~' || id, standing = 'GONE'
				where username = :username and id <> :id returning username""")
			.param("username", username)
			.param("id", newOwner)
			.query(String.class)
			.optional();
	}

	/**
	 * Keeps what was asked at a moment, unless something asked later is there already.
	 */
	boolean save(Account account, Set<String> groups, Instant asked) {
		return this.jdbc.sql("""
				insert into person (id, username, name, groups, standing, first_seen, read_at)
				values (:id, :username, :name, :groups, :standing, :asked, :asked)
				on conflict (id) do update set username = excluded.username, name = excluded.name,
				  groups = excluded.groups, standing = excluded.standing, read_at = excluded.read_at
				where person.read_at <= excluded.read_at""")
			.param("id", account.id())
			.param("username", account.username())
			.param("name", account.name())
			.param("groups", array(groups.stream().sorted().toList()))
			.param("standing", (account.blocked() ? Standing.BLOCKED : Standing.IN).name())
			.param("asked", timestamp(asked))
			.update() > 0;
	}

	/** The user names of those of some accounts that are let in, by id. */
	Map<Long, String> letIn(Collection<Long> ids) {
		return byId("id = any(?) and standing = 'IN'", (Object) ids.toArray(Long[]::new));
	}

	/** The account that has a user name, as far as is known, with that name. */
	Map<Long, String> called(String username) {
		return byId("username = ?", username);
	}

	private Map<Long, String> byId(String which, Object value) {
		Map<Long, String> names = new TreeMap<>();
		this.jdbc.sql("select id, username from person where " + which).param(value).query((row) -> {
			names.put(row.getLong("id"), row.getString("username"));
		});
		return names;
	}

	/**
	 * Records that an account is let in no more, unless it has another user name by now.
	 */
	boolean takeOut(long id, String username, Standing standing, Instant asked) {
		return this.jdbc.sql("""
				update person set standing = :standing, read_at = :asked
				where id = :id and username = :username and standing = 'IN' and read_at <= :asked""")
			.param("standing", standing.name())
			.param("id", id)
			.param("username", username)
			.param("asked", timestamp(asked))
			.update() > 0;
	}

	List<String> teams() {
		return this.jdbc.sql("select path from team order by path").query(String.class).list();
	}

	void replaceTeams(Collection<String> paths) {
		String[] all = array(paths);
		this.jdbc.sql("delete from team where path <> all(:paths)").param("paths", all).update();
		this.jdbc.sql("insert into team (path) select distinct unnest(:paths) on conflict do nothing")
			.param("paths", all)
			.update();
	}

	private Person person(ResultSet row, int number) throws SQLException {
		Set<String> groups = Set.of((String[]) row.getArray("groups").getArray());
		boolean blocked = Standing.valueOf(row.getString("standing")) != Standing.IN;
		// The groups are kept for the day when somebody comes back; meanwhile they make
		// nobody anything.
		return new Person(row.getLong("id"), row.getString("username"), row.getString("name"), groups,
				blocked ? Set.of() : this.roles.of(groups), blocked);
	}

	private static String[] array(Collection<String> values) {
		return values.toArray(String[]::new);
	}

	private static OffsetDateTime timestamp(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
