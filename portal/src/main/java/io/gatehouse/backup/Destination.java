package io.gatehouse.backup;

import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * The database that is restored into. Until its end all of it happens in a schema of its
 * own, so that whatever breaks, what was there before is still there.
 */
final class Destination implements AutoCloseable {

	/** Where the restored tables are until they take the place of those before. */
	static final String SCHEMA = "gatehouse_restore";

	/** Of PostgreSQL, which lets it go with the connection that has it. */
	private static final String LOCK = "select pg_advisory_lock(hashtextextended('gatehouse restore', 0))";

	private static final String LOCK_NOT_AVAILABLE = "55P03";

	private static final String PORTALS = """
			select count(*) from pg_stat_activity where datname = current_database() and usename = ?""";

	/** A schema's objects of all kinds, but for those that belong to an extension. */
	private static final String OBJECTS = """
			select count(*) from pg_depend held where refclassid = 'pg_namespace'::regclass
				and refobjid = 'public'::regnamespace and deptype = 'n' and classid <> 'pg_extension'::regclass
				and not exists (select from pg_depend whose where whose.classid = held.classid
					and whose.objid = held.objid and whose.deptype = 'e')""";

	private static final String OTHERS = """
			select pg_get_userbyid(nspowner) from pg_namespace
			where nspname = 'public' and not pg_has_role(nspowner, 'usage')""";

	private final Store store;

	private final @Nullable String replaced;

	private final Connection guard;

	/**
	 * Keeps other restores out until it is closed.
	 * @param replaced the name of the database, where what it holds may be replaced
	 */
	Destination(Store store, @Nullable String replaced) throws SQLException {
		this.store = store;
		this.replaced = replaced;
		this.guard = store.connect(Store.SCHEMA);
		try {
			lock();
		}
		catch (SQLException | RuntimeException ex) {
			this.guard.close();
			throw ex;
		}
	}

	/** A server may need a moment to see that a restore before this one is dead. */
	private void lock() throws SQLException {
		Sql.execute(this.guard, "set lock_timeout = '3s'");
		try {
			Sql.execute(this.guard, LOCK);
		}
		catch (SQLException ex) {
			if (LOCK_NOT_AVAILABLE.equals(ex.getSQLState())) {
				throw new Refusal("Another restore into this database is under way. Nothing was done.", ex);
			}
			throw ex;
		}
		Sql.execute(this.guard, "set lock_timeout = '60s'");
	}

	/** Refuses a database that is not to be touched. */
	void inspect() throws SQLException {
		String database = Sql.text(this.guard, "select current_database()");
		if (Sql.text(this.guard, "select rolname from pg_roles where rolname = ?", this.store.application())
			.isEmpty()) {
			throw new Refusal("There is no role " + this.store.application()
					+ " for the portal to log in with: make it first, as docs/operations.md says.");
		}
		String portals = Sql.text(this.guard, PORTALS, this.store.application());
		if (!portals.equals("0")) {
			throw new Refusal("Stop the portals first: " + portals + " connections to " + database + " are theirs.");
		}
		if (this.replaced == null && !Sql.text(this.guard, OBJECTS).equals("0")) {
			throw new Refusal("The database " + database + " is not empty. Restore into an empty one, or, to "
					+ "replace what it holds: --replace " + database);
		}
		if (this.replaced != null && !this.replaced.equals(database)) {
			throw new Refusal("The database is called " + database + ", not " + this.replaced + ".");
		}
		String other = Sql.text(this.guard, OTHERS);
		if (!other.isEmpty()) {
			throw new Refusal("The schema public is " + other + "'s. As a superuser: alter schema public owner to "
					+ Sql.quoted(this.store.owner()) + ";");
		}
	}

	/**
	 * Makes the schema in which it happens; one that was cut off may have left its own.
	 */
	void prepare() throws SQLException {
		clear();
		Sql.execute(this.guard, "create schema " + SCHEMA);
		Sql.execute(this.guard, "grant usage on schema " + SCHEMA + " to " + Sql.quoted(this.store.application()));
	}

	/**
	 * Puts the restored tables in the place of those before, when the transaction of this
	 * connection is committed.
	 * @return the words for people on what is left of what was there; may be empty
	 */
	String take(Connection connection) throws SQLException {
		// Hours may have passed since.
		inspect();
		String aside = Sql.text(connection,
				"select 'before_' || to_char(clock_timestamp() at time zone 'utc', 'YYYYMMDDHH24MISS')");
		Sql.execute(connection, "alter schema public rename to " + aside);
		Sql.execute(connection, "alter schema " + SCHEMA + " rename to public");
		if (Sql
			.text(connection,
					"select count(*) from pg_depend where refclassid = 'pg_namespace'::regclass "
							+ "and refobjid = ?::regnamespace and deptype = 'n'",
					aside)
			.equals("0")) {
			Sql.execute(connection, "drop schema " + aside);
			return "";
		}
		String extensions = Sql.text(connection, "select string_agg('alter extension ' || quote_ident(extname) || "
				+ "' set schema public; ', '') from pg_extension where extnamespace = ?::regnamespace", aside);
		return "\nWhat was there before is in the schema " + aside + "; once you don't need it: " + extensions
				+ "drop schema " + aside + " cascade;";
	}

	/** Nothing is left of what did not come to its end. */
	void clear() throws SQLException {
		Sql.execute(this.guard, "drop schema if exists " + SCHEMA + " cascade");
	}

	@Override
	public void close() throws SQLException {
		this.guard.close();
	}

}
