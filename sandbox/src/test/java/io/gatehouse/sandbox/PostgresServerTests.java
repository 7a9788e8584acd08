package io.gatehouse.sandbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostgresServerTests {

	private static final PostgresServer SERVER = PostgresServer.temporary();

	@AfterAll
	static void close() {
		SERVER.close();
	}

	@Test
	void letsOnlyTheOwnerMakeTables() throws SQLException {
		PostgresServer.Database database = SERVER.database("rights");
		run(database, database.owner(), "CREATE TABLE t (n int); GRANT SELECT ON t TO gatehouse_app");
		run(database, database.app(), "SELECT * FROM t");
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> run(database, database.app(), "CREATE TABLE other (n int)"));
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> run(database, database.app(), "INSERT INTO t VALUES (1)"));
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> new PostgresServer.Login("gatehouse_app", "wrong").connect(database.url()));
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> new PostgresServer.Login("postgres", "").connect(database.url()));
	}

	@Test
	void copiesATemplate() throws SQLException {
		PostgresServer.Database template = SERVER.database("template_one");
		run(template, template.owner(), "CREATE TABLE t (n int); INSERT INTO t VALUES (7)");
		PostgresServer.Database copy = SERVER.create("copy", "template_one");
		run(copy, copy.owner(), "SELECT * FROM t");
		SERVER.drop("copy");
	}

	@Test
	void keepsCommitsThroughAKill() throws SQLException {
		PostgresServer.Database database = SERVER.database("killed");
		run(database, database.owner(), "CREATE TABLE t (n int)");
		try (Connection admin = SERVER.admin("killed")) {
			admin.createStatement().execute("CHECKPOINT");
		}
		SERVER.kill();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> run(database, database.owner(), "SELECT 1"));
		SERVER.start();
		run(database, database.owner(), "SELECT * FROM t");
		SERVER.stop();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> run(database, database.owner(), "SELECT 1"));
		SERVER.start();
		assertThat(count(database)).isZero();
	}

	private static void run(PostgresServer.Database database, PostgresServer.Login login, String sql)
			throws SQLException {
		try (Connection connection = login.connect(database.url())) {
			connection.createStatement().execute(sql);
		}
	}

	private static int count(PostgresServer.Database database) throws SQLException {
		try (Connection connection = database.owner().connect(database.url());
				ResultSet result = connection.createStatement().executeQuery("SELECT count(*) FROM t")) {
			result.next();
			return result.getInt(1);
		}
	}

}
