package io.gatehouse.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.postgresql.PGConnection;

/**
 * Writes a backup: a zip with a manifest, what COPY says of each table, and the sums of
 * all of these. All of it is from one moment, while portals go on.
 */
final class BackupWriter {

	/** As {@code sha256sum -c} reads it; comes last, so that what is cut off lacks it. */
	static final String SUMS = "SHA256SUMS";

	static final String FOLDER = "tables/";

	private final Store store;

	private final StringBuilder sums = new StringBuilder();

	BackupWriter(Store store) {
		this.store = store;
	}

	/** Writes it, and leaves the stream open. */
	Receipt write(OutputStream out) throws SQLException, IOException {
		try (Connection connection = this.store.connect(Store.SCHEMA);
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("set transaction isolation level repeatable read, read only");
			Manifest manifest = manifest(connection, statement);
			ZipOutputStream zip = new ZipOutputStream(out);
			entry(zip, Manifest.ENTRY, (to) -> to.write(manifest.text().getBytes(StandardCharsets.UTF_8)));
			for (Tables.Table table : Tables.of(connection)) {
				entry(zip, FOLDER + table.name(), (to) -> connection.unwrap(PGConnection.class)
					.getCopyAPI()
					.copyOut("copy " + Sql.quoted(table.name()) + " (" + table.columnNames() + ") to stdout", to));
			}
			zip.putNextEntry(new ZipEntry(SUMS));
			zip.write(this.sums.toString().getBytes(StandardCharsets.UTF_8));
			zip.closeEntry();
			zip.finish();
			return new Receipt(manifest, digest(this.sums));
		}
	}

	private interface Content {

		void writeTo(OutputStream out) throws SQLException, IOException;

	}

	private void entry(ZipOutputStream zip, String name, Content content) throws SQLException, IOException {
		zip.putNextEntry(new ZipEntry(name));
		DigestOutputStream digested = new DigestOutputStream(new Unclosed(zip), sha256());
		content.writeTo(digested);
		zip.closeEntry();
		this.sums.append(HexFormat.of().formatHex(digested.getMessageDigest().digest()))
			.append("  ")
			.append(name)
			.append('\n');
	}

	private static Manifest manifest(Connection connection, Statement statement) throws SQLException {
		Map<String, String> database = row(statement, """
				select current_database(), current_setting('server_version'),
					to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""", "database", "postgresql",
				"made");
		if (Sql.text(connection, "select to_regclass('flyway_schema_history')").isEmpty()) {
			throw new Refusal("The database " + database.get("database") + " holds no portal.");
		}
		Map<String, String> migrations = map(statement, """
				select version, checksum from flyway_schema_history where success and version is not null
				order by installed_rank""");
		Map<String, String> audit = row(statement,
				"select coalesce(max(number), 0), coalesce((array_agg(hash order by number desc))[1], '-') from "
						+ "(select number, hash from audit_event order by number desc limit 1) newest",
				"events", "head");
		Map<String, String> sequences = new LinkedHashMap<>();
		for (String name : Tables.sequences(connection)) {
			sequences.putAll(
					map(statement, "select '" + name + "', last_value || ' ' || is_called from " + Sql.quoted(name)));
		}
		return new Manifest(database.getOrDefault("made", ""), database.getOrDefault("database", ""),
				database.getOrDefault("postgresql", ""), List.copyOf(migrations.keySet()).getLast(), migrations,
				sequences, Long.parseLong(audit.getOrDefault("events", "0")), audit.getOrDefault("head", "-"));
	}

	private static Map<String, String> row(Statement statement, String sql, String... names) throws SQLException {
		try (ResultSet rows = statement.executeQuery(sql)) {
			rows.next();
			Map<String, String> row = new LinkedHashMap<>();
			for (int i = 0; i < names.length; i++) {
				row.put(names[i], rows.getString(i + 1));
			}
			return row;
		}
	}

	private static Map<String, String> map(Statement statement, String sql) throws SQLException {
		try (ResultSet rows = statement.executeQuery(sql)) {
			Map<String, String> map = new LinkedHashMap<>();
			while (rows.next()) {
				map.put(rows.getString(1), String.valueOf(rows.getString(2)));
			}
			return map;
		}
	}

	/** Of the sums of a whole backup. */
	static String digest(CharSequence sums) {
		return HexFormat.of().formatHex(sha256().digest(sums.toString().getBytes(StandardCharsets.UTF_8)));
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Several entries are written to one stream. */
	private static final class Unclosed extends FilterOutputStream {

		Unclosed(OutputStream out) {
			super(out);
		}

		@Override
		public void write(byte[] bytes, int from, int length) throws IOException {
			this.out.write(bytes, from, length);
		}

		@Override
		public void close() {
			// Whoever made it closes it.
		}

	}

}
