package io.gatehouse.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL on loopback with the two roles of the portal: one that owns a
 * database and migrates it, and one that may only do what the migrations grant.
 */
public final class PostgresServer implements AutoCloseable {

	/** The role that owns the databases. */
	public static final String OWNER = "gatehouse_owner";

	/** The role that the application logs in with. */
	public static final String APP = "gatehouse_app";

	private static final String ADMIN = "postgres";

	/**
	 * How a server is set up.
	 *
	 * @param folder where its data is kept
	 * @param durable whether a commit is on disk when it is answered; a test need not
	 * wait for that
	 */
	public record Settings(int port, Path folder, boolean durable, String adminPassword, String ownerPassword,
			String appPassword) {
	}

	/** A database and who may log in to it. */
	public record Database(String name, String url, Login owner, Login app) {
	}

	/** A role and its password. */
	public record Login(String user, String password) {

		/** Opens a connection to a database. */
		public Connection connect(String url) throws SQLException {
			return DriverManager.getConnection(url, this.user, this.password);
		}

	}

	private final Settings settings;

	private final boolean temporary;

	private @Nullable EmbeddedPostgres server;

	private PostgresServer(Settings settings, boolean temporary) {
		this.settings = settings;
		this.temporary = temporary;
	}

	/** Starts a server on the data of its folder, which is made where it is missing. */
	public static PostgresServer start(Settings settings) {
		PostgresServer server = new PostgresServer(settings, false);
		server.start();
		return server;
	}

	/**
	 * Starts an empty server at a free port, for tests: fast, and gone after
	 * {@link #close()}.
	 */
	public static PostgresServer temporary() {
		return temporary(false);
	}

	/**
	 * Starts an empty server at a free port, gone after {@link #close()}.
	 * @param durable for tests that kill it: what was answered must then be on disk
	 */
	public static PostgresServer temporary(boolean durable) {
		try {
			Path folder = Files.createTempDirectory("gatehouse-postgres");
			PostgresServer server = new PostgresServer(
					new Settings(LoopbackPorts.free(), folder.resolve("data"), durable, "admin", "owner", "app"), true);
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts it again after {@link #stop()} or {@link #kill()}, at the same port with the
	 * same data.
	 */
	public synchronized void start() {
		Path folder = this.settings.folder();
		OwnProcesses.endOrphan(pidFile(), "postgres", "INT");
		OwnProcesses.requireFree(this.settings.port(), "PostgreSQL");
		String safe = this.settings.durable() ? "on" : "off";
		try {
			Files.createDirectories(folder);
			this.server = EmbeddedPostgres.builder()
				.setPort(this.settings.port())
				.setDataDirectory(folder)
				.setCleanDataDirectory(false)
				.setRegisterShutdownHook(false)
				.setOverrideWorkingDirectory(binaries())
				.setPGStartupWait(Duration.ofSeconds(60))
				.setConnectConfig("password", this.settings.adminPassword())
				.setServerConfig("fsync", safe)
				.setServerConfig("synchronous_commit", safe)
				.setServerConfig("full_page_writes", safe)
				.setServerConfig("max_connections", "200")
				.setServerConfig("unix_socket_directories", "")
				.setOutputRedirector(ProcessBuilder.Redirect.appendTo(log()))
				.setErrorRedirector(ProcessBuilder.Redirect.appendTo(log()))
				.start();
			prepare();
		}
		catch (IOException | SQLException ex) {
			throw new IllegalStateException("PostgreSQL did not start; see " + log(), ex);
		}
	}

	/**
	 * One place per user, so that two users of a machine do not meet in the common
	 * folder.
	 */
	private static File binaries() {
		return new File(System.getProperty("java.io.tmpdir"), "gatehouse-postgres-" + System.getProperty("user.name"));
	}

	private File log() {
		return this.settings.folder().resolveSibling("postgres.log").toFile();
	}

	private Path pidFile() {
		return this.settings.folder().resolve("postmaster.pid");
	}

	/** Every start makes sure of passwords, roles and that a password is asked for. */
	private void prepare() throws SQLException, IOException {
		try (Connection connection = admin(ADMIN); Statement statement = connection.createStatement()) {
			statement.execute("ALTER ROLE postgres PASSWORD '" + literal(this.settings.adminPassword()) + "'");
			role(statement, OWNER, this.settings.ownerPassword());
			role(statement, APP, this.settings.appPassword());
			Path access = this.settings.folder().resolve("pg_hba.conf");
			String rules = "host all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n";
			if (!Files.readString(access).equals(rules)) {
				Files.writeString(access, rules);
				statement.execute("SELECT pg_reload_conf()");
			}
		}
	}

	private static void role(Statement statement, String name, String password) throws SQLException {
		statement.execute("DO $$ BEGIN CREATE ROLE " + name + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
		statement.execute(
				"ALTER ROLE " + name + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '"
						+ literal(password) + "'");
	}

	/** The database of that name, made where it is missing. */
	public Database database(String name) {
		try (Connection connection = admin(ADMIN); Statement statement = connection.createStatement()) {
			try (var found = statement
				.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + identifier(name) + "'")) {
				if (found.next()) {
					return describe(name);
				}
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot look for database " + name, ex);
		}
		return create(name, "template1");
	}

	/**
	 * Makes a database as a copy of another, to which nobody is connected; some 50 ms.
	 */
	public Database create(String name, String template) {
		try (Connection connection = admin(ADMIN); Statement statement = connection.createStatement()) {
			String quoted = identifier(name);
			statement.execute("CREATE DATABASE " + quoted + " OWNER " + OWNER + " TEMPLATE " + identifier(template));
			// A template's privileges are not copied with it.
			statement.execute("REVOKE ALL ON DATABASE " + quoted + " FROM PUBLIC");
			statement.execute("GRANT CONNECT ON DATABASE " + quoted + " TO " + APP);
			return describe(name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot create database " + name, ex);
		}
	}

	/** Removes a database and ends the connections to it. */
	public void drop(String name) {
		try (Connection connection = admin(ADMIN); Statement statement = connection.createStatement()) {
			statement.execute("DROP DATABASE IF EXISTS " + identifier(name) + " WITH (FORCE)");
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot drop database " + name, ex);
		}
	}

	private Database describe(String name) {
		return new Database(name, url(name), new Login(OWNER, this.settings.ownerPassword()),
				new Login(APP, this.settings.appPassword()));
	}

	private String url(String database) {
		return "jdbc:postgresql://127.0.0.1:" + this.settings.port() + "/" + database;
	}

	/** A connection of the superuser, for what only a test may do. */
	public Connection admin(String database) throws SQLException {
		return DriverManager.getConnection(url(database), ADMIN, this.settings.adminPassword());
	}

	public int port() {
		return this.settings.port();
	}

	/** Stops it in order; connections are cut. */
	public synchronized void stop() {
		EmbeddedPostgres running = this.server;
		this.server = null;
		if (running != null) {
			OwnProcesses.endOrphan(pidFile(), "postgres", "INT");
			release(running);
		}
	}

	/** Kills it at once with all its processes, as a power cut would. */
	public synchronized void kill() {
		EmbeddedPostgres running = this.server;
		this.server = null;
		if (running != null) {
			OwnProcesses.killOrphan(pidFile(), "postgres");
			release(running);
		}
	}

	/** Lets the library give up its lock on the folder; the server itself has ended. */
	private static void release(EmbeddedPostgres running) {
		try {
			running.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		stop();
		if (this.temporary) {
			Folders.delete(Objects.requireNonNull(this.settings.folder().getParent()));
		}
	}

	private static String identifier(String name) {
		if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
			throw new IllegalArgumentException("not a plain database name: " + name);
		}
		return name;
	}

	private static String literal(String text) {
		return text.replace("'", "''");
	}

}
