package io.gatehouse;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.gatehouse.adapter.OtherHand;
import io.gatehouse.sandbox.LoopbackPorts;
import io.gatehouse.sandbox.gitlab.GitlabStandIn;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.kubernetes.KubernetesStandIn;
import io.gatehouse.sandbox.vault.VaultStandIn;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * All that a portal talks to: a fresh database of a real PostgreSQL, and stand-ins for
 * GitLab, Kubernetes and Vault. Several portals can share one.
 */
public final class Stage implements AutoCloseable {

	/** Each its own, so that it can be told where one of them comes to light. */
	private static final String GITLAB_TOKEN = "only-for-tests-gitlab-0123456789";

	private static final String CLIENT_SECRET = "only-for-tests-client-0123456789";

	private static final String KUBERNETES_TOKEN = "only-for-tests-kubernetes-0123456789";

	private static final String VAULT_TOKEN = "only-for-tests-vault-0123456789";

	/** How many portals GitLab knows the addresses of. */
	private static final int PORTALS = 3;

	private final Map<String, Object> database = TestDatabase.create();

	private final List<Integer> ports = Stream.generate(LoopbackPorts::free).limit(PORTALS).toList();

	private final Faults gitlabFaults = Faults.none();

	private final Faults kubernetesFaults = Faults.none();

	private final Faults vaultFaults = Faults.none();

	private final GitlabStandIn gitlab = GitlabStandIn.start(new GitlabStandIn.Settings(0, null, "portal",
			CLIENT_SECRET, this.ports.stream().map((port) -> portal(port) + "/login/oauth2/code/gitlab").toList(),
			GITLAB_TOKEN, Clock.systemUTC()), this.gitlabFaults);

	private final KubernetesStandIn kubernetes = KubernetesStandIn
		.start(KubernetesStandIn.Settings.inMemory(KUBERNETES_TOKEN), this.kubernetesFaults);

	private final VaultStandIn vault = VaultStandIn
		.start(new VaultStandIn.Settings(0, null, VAULT_TOKEN, Clock.systemUTC()), this.vaultFaults);

	private Stage() {
		vaultHand().send("POST", "/v1/sys/auth/kubernetes", "application/json", "{\"type\":\"kubernetes\"}");
	}

	public static Stage set() {
		return new Stage();
	}

	private static String portal(int port) {
		return "http://localhost:" + port;
	}

	/**
	 * What a portal needs to know.
	 * @param portal counted from 0: each listens at a port of its own
	 */
	public Map<String, Object> properties(int portal) {
		String registration = "spring.security.oauth2.client.registration.gitlab.";
		Map<String, Object> properties = new HashMap<>(this.database);
		properties.put("server.port", this.ports.get(portal));
		properties.put("gatehouse.url", portal(this.ports.get(portal)));
		properties.put("gatehouse.gitlab.url", this.gitlab.uri());
		properties.put("gatehouse.gitlab.token", GITLAB_TOKEN);
		properties.put(registration + "client-id", "portal");
		properties.put(registration + "client-secret", CLIENT_SECRET);
		properties.put("gatehouse.kubernetes.url", this.kubernetes.uri());
		properties.put("gatehouse.kubernetes.token", KUBERNETES_TOKEN);
		properties.put("gatehouse.vault.url", this.vault.uri());
		properties.put("gatehouse.vault.token", VAULT_TOKEN);
		properties.put("gatehouse.upkeep.ends", "500ms");
		// Tests share a few people.
		properties.put("gatehouse.project.per-person", 1000);
		properties.put("db-scheduler.polling-interval", "200ms");
		return properties;
	}

	/** Where a portal listens. */
	public URI portalUri(int portal) {
		return URI.create(portal(this.ports.get(portal)));
	}

	public GitlabStandIn gitlab() {
		return this.gitlab;
	}

	/** What goes wrong in GitLab. */
	public Faults gitlabFaults() {
		return this.gitlabFaults;
	}

	/**
	 * What goes wrong in a system: {@code gitlab}, {@code kubernetes} or {@code vault}.
	 */
	public Faults faults(String system) {
		return switch (system) {
			case "gitlab" -> this.gitlabFaults;
			case "kubernetes" -> this.kubernetesFaults;
			case "vault" -> this.vaultFaults;
			default -> throw new IllegalArgumentException(system);
		};
	}

	public KubernetesStandIn kubernetes() {
		return this.kubernetes;
	}

	/** An administrator of GitLab. */
	public OtherHand gitlabHand() {
		return new OtherHand(this.gitlab.uri(), "PRIVATE-TOKEN", GITLAB_TOKEN);
	}

	/** Gives somebody another name in GitLab, beside their user name. */
	public void call(String username, String name) {
		String id = gitlabHand().send("GET", "/api/v4/users?username=" + username, null, null)
			.ok()
			.body()
			.at("/0/id")
			.asString();
		String body = JsonMapper.shared().writeValueAsString(Map.of("name", name));
		gitlabHand().send("PUT", "/api/v4/users/" + id, "application/json", body).ok();
	}

	/** Somebody who may do all in Vault. */
	public OtherHand vaultHand() {
		return new OtherHand(this.vault.uri(), "X-Vault-Token", VAULT_TOKEN);
	}

	/** Somebody who may do all in the cluster. */
	public OtherHand clusterHand() {
		return new OtherHand(this.kubernetes.uri(), "Authorization", "Bearer " + KUBERNETES_TOKEN);
	}

	/** Changes the database as its owner, past the portal. */
	public void sql(String statement) {
		try (Connection connection = DriverManager.getConnection(text("spring.datasource.url"),
				text("spring.flyway.user"), text("spring.flyway.password"));
				Statement run = connection.createStatement()) {
			run.execute(statement);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(statement, ex);
		}
	}

	/** Reads one value from the database as its owner, past the portal. */
	public String query(String statement) {
		try (Connection connection = DriverManager.getConnection(text("spring.datasource.url"),
				text("spring.flyway.user"), text("spring.flyway.password"));
				Statement run = connection.createStatement();
				ResultSet rows = run.executeQuery(statement)) {
			return rows.next() ? rows.getString(1) : "";
		}
		catch (SQLException ex) {
			throw new IllegalStateException(statement, ex);
		}
	}

	private String text(String property) {
		return String.valueOf(this.database.get(property));
	}

	@Override
	public void close() {
		this.gitlab.close();
		this.kubernetes.close();
		this.vault.close();
	}

	/** Sets a stage for a Spring context, in which it is a bean. */
	public static final class Initializer implements ApplicationContextInitializer<GenericApplicationContext> {

		@Override
		public void initialize(GenericApplicationContext context) {
			Stage stage = Stage.set();
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("stage", stage.properties(0)));
			context.registerBean(Stage.class, () -> stage);
		}

	}

}
