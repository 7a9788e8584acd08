package io.gatehouse.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.gatehouse.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A restore that goes wrong, or that should not begin, leaves all as it was. */
class RestoreFaultTests {

	private static final String AS_BEFORE = "The database is as it was before.";

	private static byte[] backup;

	private static Receipt receipt;

	/** What is restored into. */
	private final Map<String, Object> properties = TestDatabase.create();

	private final Store store = store(this.properties);

	@BeforeAll
	static void backUp() throws SQLException, IOException {
		Store source = store(TestDatabase.create());
		source.flyway(Store.SCHEMA).load().migrate();
		execute(source, "insert into audit_event (number, at, actor, action, type, title, detail, previous, hash) "
				+ "values (1, now(), 'dana', 'X', 'x', 'x', '{}', repeat('0', 64), repeat('a', 64))");
		execute(source, "insert into paused_system values ('restored', 'olga', now())");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		receipt = new BackupWriter(source).write(bytes);
		backup = bytes.toByteArray();
	}

	private static Store store(Map<String, Object> properties) {
		return new Store(String.valueOf(properties.get("spring.datasource.url")),
				String.valueOf(properties.get("spring.flyway.user")),
				String.valueOf(properties.get("spring.flyway.password")),
				String.valueOf(properties.get("spring.datasource.username")));
	}

	@Test
	void takesOnlyTheBackupThatIsAskedFor() throws SQLException {
		assertRefused(new Restore(this.store, null, false, "0".repeat(64)), input(), "its sum is " + receipt.sum());
		assertThat(objects()).isEqualTo("0");
		assertThat(new Restore(this.store, null, false, receipt.sum().toUpperCase(Locale.ROOT)).run(input()))
			.contains(receipt.sum());
		assertThat(text("select name from paused_system")).isEqualTo("restored");
	}

	@Test
	void leavesWhatIsThereWhereItsConnectionsBreak() throws SQLException {
		fill();
		String url = this.store.url();
		InputStream broken = meanwhile(() -> TestDatabase.takeAway(url));
		try {
			assertRefused(replacing(), broken, AS_BEFORE);
		}
		finally {
			TestDatabase.giveBack(url);
		}
		assertThat(text("select name from paused_system")).isEqualTo("before");
	}

	@Test
	void leavesWhatIsThereWhereItDies() throws SQLException {
		fill();
		assertThatExceptionOfType(Death.class).isThrownBy(() -> replacing().run(meanwhile(() -> {
			throw new Death();
		})));
		assertThat(text("select name from paused_system")).isEqualTo("before");
		replacing().run(input());
		assertThat(text("select name from paused_system")).isEqualTo("restored");
		assertThat(text("select count(*) from pg_namespace where nspname = 'gatehouse_restore'")).isEqualTo("0");
	}

	/** Nothing is done after it, as after {@code kill -9}. */
	private static final class Death extends Error {

		private static final long serialVersionUID = 1;

	}

	@Test
	void isTheOnlyOne() throws SQLException {
		fill();
		String said = replacing()
			.run(meanwhile(() -> assertThatExceptionOfType(Refusal.class).isThrownBy(() -> replacing().run(input()))
				.withMessageContaining("Another restore into this database is under way")));
		String aside = text("select nspname from pg_namespace where nspname like 'before%'");
		assertThat(said).endsWith("drop schema " + aside + " cascade;");
		assertThat(text("select name from " + aside + ".paused_system")).isEqualTo("before");
		assertThat(text("select name from paused_system")).isEqualTo("restored");
	}

	@Test
	void leavesTheDatabaseToAPortalThatCameMeanwhile() throws SQLException {
		fill();
		List<Connection> portal = new ArrayList<>();
		try {
			assertRefused(replacing(), meanwhile(() -> portal.add(portal())), "Stop the portals first");
		}
		finally {
			portal.getFirst().close();
		}
		assertThat(text("select name from paused_system")).isEqualTo("before");
	}

	@Test
	void saysThatALaterReleaseMadeIt() throws SQLException {
		fill();
		execute(this.store,
				"insert into flyway_schema_history (installed_rank, version, description, type, script, "
						+ "checksum, installed_by, execution_time, success) "
						+ "values (999, '999', 'later', 'SQL', 'V999__later.sql', 7, 'owner', 1, true)");
		BackupFile later = manifest("(?m)^schema=.*$", "schema=999\nmigration.999=7");
		assertRefused(replacing(), new ByteArrayInputStream(later.bytes()), "this release lacks migration 999");
	}

	@ParameterizedTest
	@ValueSource(strings = { "create function f() returns int language sql as 'select 1'", "create view v as select 1",
			"create type t as enum ('a')", "create sequence s", "create domain d as int" })
	void takesNoSchemaForEmptyThatHoldsAnything(String made) throws SQLException {
		execute(this.store, made);
		String objects = objects();
		assertRefused(new Restore(this.store, null, false, null), input(), "is not empty");
		assertThat(objects()).isEqualTo(objects).isNotEqualTo("0");
	}

	@Test
	void takesExtensionsForNothing() throws SQLException {
		execute(this.store, "create extension pg_trgm");
		assertThat(new Restore(this.store, null, false, null).run(input()))
			.contains("alter extension pg_trgm set schema public; drop schema before_");
		assertThat(text("select name from paused_system")).isEqualTo("restored");
	}

	@Test
	void leavesNothingAsideOfAnEmptyDatabase() throws SQLException {
		assertThat(new Restore(this.store, null, false, null).run(input())).doesNotContain("drop schema");
		assertThat(text("select count(*) from pg_namespace where nspname ~ '^(before|gatehouse)'")).isEqualTo("0");
	}

	static Stream<Arguments> spoilt() {
		BackupFile file = BackupFile.of(backup);
		return Stream.of(arguments(file.with("tables/audit_event", (rows) -> ""), "it has no event"),
				arguments(file.without("tables/audit_event"), "lacks tables that its schema has: [audit_event]"),
				arguments(file.with("tables/other", (rows) -> ""), "a table that its schema lacks"),
				arguments(file.with("short", (rows) -> ""), "that no backup has: short"),
				arguments(manifest("(?m)^audit.events=.*$", "audit.events=x"), "something else for audit.events"),
				arguments(manifest("(?m)^audit.head=.*$", "audit.head=x"), "something else for audit.head"),
				arguments(manifest("(?m)^made=.*$", "made=yesterday"), "something else for made"),
				arguments(manifest("(?m)^schema=.*$", "schema=x"), "no migration x"),
				arguments(manifest("(?m)^sequence.asset_number=.*$", "sequence.asset_number=1"),
						"something else for sequence.asset_number"),
				arguments(manifest("(?m)^sequence.asset_number=.*\n", ""), "other sequences than its schema"));
	}

	private static BackupFile manifest(String pattern, String replacement) {
		return BackupFile.of(backup).with(Manifest.ENTRY, (text) -> text.replaceFirst(pattern, replacement));
	}

	@ParameterizedTest
	@MethodSource
	void spoilt(BackupFile file, String why) throws SQLException {
		assertRefused(new Restore(this.store, null, false, null), new ByteArrayInputStream(file.bytes()), why);
		assertThat(objects()).isEqualTo("0");
		assertThat(text("select count(*) from pg_namespace where nspname ~ '^(before|gatehouse)'")).isEqualTo("0");
	}

	private static void assertRefused(Restore restore, InputStream in, String why) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> restore.run(in)).withMessageContaining(why);
	}

	/** The database holds another portal's tables. */
	private void fill() throws SQLException {
		this.store.flyway(Store.SCHEMA).load().migrate();
		execute(this.store, "insert into paused_system values ('before', 'olga', now())");
	}

	private Restore replacing() {
		String url = this.store.url();
		return new Restore(this.store, url.substring(url.lastIndexOf('/') + 1), false, null);
	}

	private static InputStream input() {
		return new ByteArrayInputStream(backup);
	}

	/** Something happens when half of it is read. */
	private static InputStream meanwhile(Happening happening) {
		return new FilterInputStream(input()) {

			private int read;

			private boolean happened;

			@Override
			public int read(byte @Nullable [] bytes, int from, int length) throws IOException {
				if (!this.happened && this.read > backup.length / 2) {
					this.happened = true;
					try {
						happening.happen();
					}
					catch (SQLException ex) {
						throw new IllegalStateException(ex);
					}
				}
				int count = super.read(bytes, from, length);
				this.read += count;
				return count;
			}

		};
	}

	private interface Happening {

		void happen() throws SQLException;

	}

	private Connection portal() throws SQLException {
		return DriverManager.getConnection(this.store.url(), this.store.application(),
				String.valueOf(this.properties.get("spring.datasource.password")));
	}

	private String objects() throws SQLException {
		return text("select count(*) from pg_depend where refclassid = 'pg_namespace'::regclass "
				+ "and refobjid = 'public'::regnamespace and deptype = 'n'");
	}

	private String text(String sql) throws SQLException {
		try (Connection connection = this.store.connect(Store.SCHEMA)) {
			return Sql.text(connection, sql);
		}
	}

	private static void execute(Store store, String sql) throws SQLException {
		try (Connection connection = store.connect(Store.SCHEMA)) {
			Sql.execute(connection, sql);
		}
	}

}
