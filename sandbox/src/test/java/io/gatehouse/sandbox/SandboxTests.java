package io.gatehouse.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SandboxTests {

	@TempDir
	private Path folder;

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private Sandbox.Settings settings;

	@BeforeEach
	void setUp() {
		String jar = System.getProperty(S3Server.JAR);
		this.settings = new Sandbox.Settings(this.folder.resolve("data"), freePorts(),
				(jar != null) ? Path.of(jar) : null);
	}

	@Test
	void findsItsDataAgain() throws Exception {
		Properties first;
		try (Sandbox sandbox = start()) {
			first = properties();
			sql(first, "CREATE TABLE kept (n int)");
			assertThatIllegalStateException().isThrownBy(this::start).withMessageContaining("already runs");
		}
		try (Sandbox sandbox = start()) {
			assertThat(properties()).isEqualTo(first);
			sql(first, "SELECT * FROM kept");
		}
		assertThat(this.printed.toString()).contains("PostgreSQL", "Redis", "S3", "Vault (stand-in)",
				"Slack (stand-in)", " ms");
	}

	@Test
	void keepsSecretsToItsUser() throws IOException {
		try (Sandbox sandbox = start()) {
			for (String file : new String[] { "sandbox.properties", "secrets.properties" }) {
				Path path = this.settings.folder().resolve(file);
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
			}
			assertThat(properties().stringPropertyNames()).contains("spring.datasource.password",
					"spring.flyway.placeholders.app-role", "spring.data.redis.url", "gatehouse.vault.token",
					"gatehouse.slack.token", "gatehouse.storage.secret-key");
		}
	}

	@Test
	void commitsDurably() throws SQLException, IOException {
		try (Sandbox sandbox = start()) {
			Properties properties = properties();
			try (Connection connection = owner(properties)) {
				for (String name : new String[] { "fsync", "synchronous_commit", "full_page_writes" }) {
					try (var result = connection.createStatement().executeQuery("SHOW " + name)) {
						result.next();
						assertThat(result.getString(1)).as(name).isEqualTo("on");
					}
				}
			}
		}
	}

	@Test
	void saysWhichPortIsTaken() throws IOException {
		try (ServerSocket foreign = new ServerSocket(this.settings.ports().redis(), 1,
				InetAddress.getLoopbackAddress())) {
			assertThatIllegalStateException().isThrownBy(this::start)
				.withMessageContaining("Redis needs port " + foreign.getLocalPort());
		}
		start().close();
	}

	@Test
	void tellsThePortalWhereTheStandInsAndTheirPagesAre() {
		String text = new PortalProperties().gitlab(URI.create("http://localhost:18080"), "t", "id", "secret")
			.kubernetes(URI.create("http://localhost:16443"), "k")
			.vault(URI.create("http://localhost:18200"), "v")
			.text();
		assertThat(text).contains(
				"spring.security.oauth2.client.provider.gitlab.user-info-uri=http://localhost:18080/oauth/userinfo\n",
				"gatehouse.kubernetes.token=k\n",
				"gatehouse.kubernetes.console-url=http://localhost:16443/ui/namespaces/{namespace}\n",
				"gatehouse.vault.ui-url=http://localhost:18200/ui\n");
	}

	private Sandbox start() {
		return Sandbox.start(this.settings, new PrintStream(this.printed, true));
	}

	private static Sandbox.Ports freePorts() {
		return new Sandbox.Ports(LoopbackPorts.free(), LoopbackPorts.free(), LoopbackPorts.free(), LoopbackPorts.free(),
				LoopbackPorts.free(), LoopbackPorts.free(), LoopbackPorts.free());
	}

	private Properties properties() throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(this.settings.folder().resolve("sandbox.properties"))) {
			properties.load(reader);
		}
		return properties;
	}

	private static void sql(Properties properties, String sql) throws SQLException {
		try (Connection connection = owner(properties)) {
			connection.createStatement().execute(sql);
		}
	}

	private static Connection owner(Properties properties) throws SQLException {
		return DriverManager.getConnection(properties.getProperty("spring.flyway.url"),
				properties.getProperty("spring.flyway.user"), properties.getProperty("spring.flyway.password"));
	}

}
