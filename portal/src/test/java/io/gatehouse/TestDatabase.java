package io.gatehouse;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.gatehouse.sandbox.LoopbackPorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives a test's application a fresh database of a real PostgreSQL, with the two roles
 * that it has in production. The server is one for all tests.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String OWNER = "gatehouse_owner";

	private static final String APP = "gatehouse";

	private static final String OWNER_PASSWORD = "only-for-tests-owner-0123456789";

	private static final String APP_PASSWORD = "only-for-tests-app-0123456789";

	private static final AtomicInteger number = new AtomicInteger();

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test-database", create()));
	}

	/** Makes a database, and tells the properties with which the portal finds it. */
	public static Map<String, Object> create() {
		String name = "test" + number.incrementAndGet();
		execute("create database " + name + " owner " + OWNER);
		String url = "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name;
		return Map.of("spring.datasource.url", url, "spring.datasource.username", APP, "spring.datasource.password",
				APP_PASSWORD, "spring.flyway.user", OWNER, "spring.flyway.password", OWNER_PASSWORD,
				// Contexts stay until the last test.
				"spring.datasource.hikari.minimum-idle", "2", "spring.datasource.hikari.idle-timeout", "10000");
	}

	/** Lets nobody log in to a database any more, and cuts who is. */
	public static void takeAway(String url) {
		String name = url.substring(url.lastIndexOf('/') + 1);
		execute("alter database " + name + " with allow_connections false");
		execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
	}

	public static void giveBack(String url) {
		execute("alter database " + url.substring(url.lastIndexOf('/') + 1) + " with allow_connections true");
	}

	private static void execute(String sql) {
		try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	private static final class Server {

		static final EmbeddedPostgres RUNNING = start();

		private static EmbeddedPostgres start() {
			try {
				EmbeddedPostgres server = EmbeddedPostgres.builder()
					.setPort(LoopbackPorts.free())
					.setServerConfig("max_connections", "500")
					.start();
				try (Connection connection = server.getPostgresDatabase().getConnection();
						Statement statement = connection.createStatement()) {
					statement.execute("create role " + OWNER + " login password '" + OWNER_PASSWORD + "'");
					statement.execute("create role " + APP + " login password '" + APP_PASSWORD + "'");
				}
				return server;
			}
			catch (IOException | SQLException ex) {
				throw new IllegalStateException("PostgreSQL does not start", ex);
			}
		}

	}

}
