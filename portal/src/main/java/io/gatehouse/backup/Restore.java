package io.gatehouse.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Puts a backup into an empty database: the schema by the migrations of this release, up
 * to the one that the backup has, and the rows in one transaction. Whatever goes wrong,
 * the database is then as it was.
 */
final class Restore {

	private static final String TABLES = """
			select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')""";

	private static final String PORTALS = """
			select count(*) from pg_stat_activity where datname = current_database() and usename = ?""";

	private final Store store;

	private final @Nullable String replaced;

	/** The name that the schema before has now; null where there was nothing. */
	private @Nullable String aside;

	private final boolean paused;

	private long rows;

	/**
	 * A restore that was not begun.
	 * @param replaced the name of the database, where what it holds may be replaced
	 * @param paused whether nothing is to be changed elsewhere until ops say so
	 */
	Restore(Store store, @Nullable String replaced, boolean paused) {
		this.store = store;
		this.replaced = replaced;
		this.paused = paused;
	}

	/** What came of it, for people. */
	String run(InputStream in) throws SQLException, IOException {
		boolean full = inspect();
		Loader loader = new Loader(full);
		try {
			Manifest manifest = new BackupReader().read(in, loader);
			loader.finish(manifest);
			return "Restored %d rows %s.".formatted(this.rows, manifest.said())
					+ ((this.aside != null) ? "\nWhat was there before is in the schema " + this.aside
							+ "; once you don't need it: drop schema " + this.aside + " cascade;" : "");
		}
		catch (SQLException | IOException | RuntimeException ex) {
			loader.takeBack();
			throw ex;
		}
		finally {
			loader.close();
		}
	}

	/** Whether the database holds something that is to be replaced. */
	private boolean inspect() throws SQLException {
		try (Connection connection = this.store.connect()) {
			String database = text(connection, "select current_database()");
			if (text(connection, "select rolname from pg_roles where rolname = ?", this.store.application())
				.isEmpty()) {
				throw new Refusal("There is no role " + this.store.application()
						+ " for the portal to log in with: make it first, as docs/operations.md says.");
			}
			String portals = text(connection, PORTALS, this.store.application());
			if (!portals.equals("0")) {
				throw new Refusal(
						"Stop the portals first: " + portals + " connections to " + database + " are theirs.");
			}
			boolean full = !text(connection, TABLES).equals("0");
			if (full && this.replaced == null) {
				throw new Refusal("The database " + database + " is not empty. Restore into an empty one, or, to "
						+ "replace what it holds: --replace " + database);
			}
			if (this.replaced != null && !this.replaced.equals(database)) {
				throw new Refusal("The database is called " + database + ", not " + this.replaced + ".");
			}
			return full;
		}
	}

	private static String text(Connection connection, String sql, String... parameters) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setString(i + 1, parameters[i]);
			}
			try (ResultSet rows = statement.executeQuery()) {
				return rows.next() ? rows.getString(1) : "";
			}
		}
	}

	/** Writes what is read, and takes it back where the rest of it does not come. */
	private final class Loader implements BackupReader.Taker {

		private final boolean full;

		private final Map<String, Tables.Table> tables = new HashMap<>();

		private @Nullable Connection connection;

		private boolean begun;

		Loader(boolean full) {
			this.full = full;
		}

		@Override
		public void manifest(Manifest manifest) throws SQLException {
			knows(manifest);
			if (this.full) {
				setAside();
			}
			this.begun = true;
			Restore.this.store.flyway().target(manifest.schema()).load().migrate();
			Connection opened = Restore.this.store.connect();
			this.connection = opened;
			List<Tables.Table> all = Tables.of(opened);
			all.forEach((table) -> this.tables.put(table.name(), table));
			execute("truncate "
					+ all.stream().map(Tables.Table::name).map(Tables::quoted).collect(Collectors.joining(", ")));
		}

		/** Only a release that has the same migrations makes the same schema. */
		private void knows(Manifest manifest) {
			Map<String, String> known = Arrays.stream(Restore.this.store.flyway().load().info().all())
				.filter((migration) -> migration.getVersion() != null)
				.collect(Collectors.toMap((migration) -> migration.getVersion().getVersion(),
						(MigrationInfo migration) -> String.valueOf(migration.getChecksum())));
			manifest.migrations().forEach((version, checksum) -> {
				if (!checksum.equals(known.get(version))) {
					throw new Refusal("This backup has schema " + manifest.schema() + ", of which this release "
							+ (known.containsKey(version) ? "has another migration " : "lacks migration ") + version
							+ ": restore it with the release that made it.");
				}
			});
		}

		private void setAside() throws SQLException {
			try (Connection connection = Restore.this.store.connect();
					Statement statement = connection.createStatement()) {
				String name = text(connection,
						"select 'before_' || to_char(now() at time zone 'utc', 'YYYYMMDDHH24MISS')");
				statement.execute("alter schema public rename to " + name);
				statement.execute("create schema public");
				connection.commit();
				Restore.this.aside = name;
			}
		}

		@Override
		public void table(String name, InputStream rows) throws SQLException, IOException {
			Tables.Table table = this.tables.get(name);
			if (table == null) {
				throw new Refusal("The backup has a table that its schema lacks: " + name);
			}
			Restore.this.rows += opened().unwrap(PGConnection.class)
				.getCopyAPI()
				.copyIn("copy " + Tables.quoted(name) + " (" + table.columnNames() + ") from stdin", rows);
		}

		/** All has come and is whole. */
		void finish(Manifest manifest) throws SQLException {
			for (Map.Entry<String, String> sequence : manifest.sequences().entrySet()) {
				String[] stand = sequence.getValue().split(" ");
				text(opened(), "select setval(?::regclass, ?::bigint, ?::boolean)::text",
						Tables.quoted(sequence.getKey()), stand[0], stand[1]);
			}
			String head = text(opened(), "select number || ' ' || hash from audit_event order by number desc limit 1");
			if (!head.isEmpty() && !head.equals(manifest.auditEvents() + " " + manifest.auditHead())) {
				throw new Refusal("The audit chain of the backup does not end as its manifest says: " + head);
			}
			try (PreparedStatement note = opened().prepareStatement("""
					insert into restoration (at, made_at, audit_events, audit_head)
					values (now(), ?::timestamptz, ?, ?)""")) {
				note.setString(1, manifest.made());
				note.setLong(2, manifest.auditEvents());
				note.setString(3, manifest.auditHead());
				note.executeUpdate();
			}
			if (Restore.this.paused) {
				execute("""
						insert into paused_system (name, person, at)
						select system, '~gatehouse', now() from (
							select system from request_step union select system from asset_resource) known
						on conflict do nothing""");
			}
			execute("analyze");
			opened().commit();
			this.begun = false;
		}

		/** Nothing is left of what was begun. */
		void takeBack() throws SQLException {
			if (this.connection != null) {
				this.connection.rollback();
			}
			if (Restore.this.aside != null) {
				try (Connection connection = Restore.this.store.connect();
						Statement statement = connection.createStatement()) {
					statement.execute("drop schema public cascade");
					statement.execute("alter schema " + Restore.this.aside + " rename to public");
					connection.commit();
				}
			}
			else if (this.begun) {
				Restore.this.store.flyway().load().clean();
			}
		}

		private void execute(String sql) throws SQLException {
			try (Statement statement = opened().createStatement()) {
				statement.execute(sql);
			}
		}

		private Connection opened() {
			if (this.connection == null) {
				throw new Refusal("This is no backup of Gatehouse.");
			}
			return this.connection;
		}

		void close() throws SQLException {
			if (this.connection != null) {
				this.connection.close();
			}
		}

	}

}
