package io.gatehouse.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes what is read of a backup into the schema that is made for it. */
final class Loader implements BackupReader.Taker, AutoCloseable {

	private final Store store;

	private final Destination destination;

	/** Those that have not come yet. */
	private final Map<String, Tables.Table> tables = new TreeMap<>();

	private @Nullable Connection connection;

	private long rows;

	private boolean committing;

	Loader(Store store, Destination destination) {
		this.store = store;
		this.destination = destination;
	}

	@Override
	public void manifest(Manifest manifest) throws SQLException {
		knows(manifest);
		this.destination.prepare();
		this.store.flyway(Destination.SCHEMA).target(manifest.schema()).load().migrate();
		Connection opened = this.store.connect(Destination.SCHEMA);
		this.connection = opened;
		opened.setAutoCommit(false);
		Set<String> sequences = new HashSet<>(Tables.sequences(opened));
		if (!sequences.equals(manifest.sequences().keySet())) {
			throw new Refusal("The manifest of this backup has other sequences than its schema: "
					+ manifest.sequences().keySet());
		}
		List<Tables.Table> all = Tables.of(opened);
		all.forEach((table) -> this.tables.put(table.name(), table));
		Sql.execute(opened, "truncate " + names(all));
	}

	/** Only a release that has the same migrations makes the same schema. */
	private void knows(Manifest manifest) {
		Map<String, String> known = Arrays.stream(this.store.flyway(Store.SCHEMA).load().info().all())
			// Of a later release's the database may tell, too.
			.filter((migration) -> migration.getState().isResolved() && migration.getVersion() != null)
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

	private static String names(List<Tables.Table> tables) {
		return tables.stream().map(Tables.Table::name).map(Sql::quoted).collect(Collectors.joining(", "));
	}

	@Override
	public void table(String name, InputStream rows) throws SQLException, IOException {
		Tables.Table table = this.tables.remove(name);
		if (table == null) {
			throw new Refusal("The backup has a table that its schema lacks, or has it twice: " + name);
		}
		this.rows += opened().unwrap(PGConnection.class)
			.getCopyAPI()
			.copyIn("copy " + Sql.quoted(name) + " (" + table.columnNames() + ") from stdin", rows);
	}

	/**
	 * All has come and is whole, and takes the place of what was there before.
	 * @param paused whether nothing is to be changed elsewhere until ops say so
	 * @return the words for people on what is left of that; may be empty
	 */
	String finish(Manifest manifest, boolean paused) throws SQLException {
		if (!this.tables.isEmpty()) {
			throw new Refusal("The backup lacks tables that its schema has: " + new TreeSet<>(this.tables.keySet()));
		}
		Connection opened = opened();
		for (Map.Entry<String, String> sequence : manifest.sequences().entrySet()) {
			String[] stand = sequence.getValue().split(" ");
			Sql.text(opened, "select setval(?::regclass, ?::bigint, ?::boolean)::text", Sql.quoted(sequence.getKey()),
					stand[0], stand[1]);
		}
		String head = Sql.text(opened, "select number || ' ' || hash from audit_event order by number desc limit 1");
		if (!(head.isEmpty() ? "0 -" : head).equals(manifest.auditEvents() + " " + manifest.auditHead())) {
			throw new Refusal("The audit chain of the backup does not end as its manifest says: "
					+ (head.isEmpty() ? "it has no event." : head));
		}
		note(manifest);
		if (paused) {
			Sql.execute(opened, """
					insert into paused_system (name, person, at)
					select system, '~gatehouse', now() from (
						select system from request_step union select system from asset_resource) known
					on conflict do nothing""");
		}
		Sql.execute(opened, "analyze " + names(Tables.of(opened)));
		String left = this.destination.take(opened);
		this.committing = true;
		opened.commit();
		return left;
	}

	private void note(Manifest manifest) throws SQLException {
		try (PreparedStatement note = opened().prepareStatement("""
				insert into restoration (at, made_at, audit_events, audit_head)
				values (now(), ?::timestamptz, ?, ?)""")) {
			note.setString(1, manifest.made());
			note.setLong(2, manifest.auditEvents());
			note.setString(3, manifest.auditHead());
			note.executeUpdate();
		}
	}

	/** How many rows there are of all tables. */
	long rows() {
		return this.rows;
	}

	/**
	 * Whether it was begun to make it last: where that fails, it may have been done all
	 * the same.
	 */
	boolean isCommitting() {
		return this.committing;
	}

	private Connection opened() {
		if (this.connection == null) {
			throw new IllegalStateException("The manifest comes first.");
		}
		return this.connection;
	}

	@Override
	public void close() throws SQLException {
		if (this.connection != null) {
			this.connection.close();
		}
	}

}
