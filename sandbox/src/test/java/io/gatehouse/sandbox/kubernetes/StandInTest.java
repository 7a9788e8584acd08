package io.gatehouse.sandbox.kubernetes;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stand-in of its own for each test, with the namespace {@code team} in it; or the real
 * server that the environment names, with that namespace made anew.
 */
abstract class StandInTest {

	static final String NAMESPACES = "/api/v1/namespaces";

	static final String MAPS = NAMESPACES + "/team/configmaps";

	static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/namespaces/team/";

	static final Map<String, KubernetesStandIn.User> TOKENS = Map.of("root",
			new KubernetesStandIn.User("admin", List.of("system:masters")), "bob",
			new KubernetesStandIn.User("bob", List.of("devs")));

	KubernetesStandIn standIn;

	Api api;

	Api bob;

	@BeforeEach
	void start() {
		String real = System.getenv("GATEHOUSE_KUBERNETES_URL");
		String bob = System.getenv("GATEHOUSE_KUBERNETES_BOB");
		if (real != null && bob != null) {
			this.api = new Api(URI.create(real), System.getenv("GATEHOUSE_KUBERNETES_TOKEN"));
			this.bob = new Api(URI.create(real), bob);
			clear();
			this.api.namespace("team");
			await(() -> this.api.get(MAPS + "/kube-root-ca.crt").status() == 200
					&& this.api.get(NAMESPACES + "/team/serviceaccounts/default").status() == 200);
			return;
		}
		this.standIn = KubernetesStandIn
			.start(new KubernetesStandIn.Settings(0, null, TOKENS, Duration.ofMillis(50), Clock.systemUTC()));
		this.api = new Api(this.standIn.uri(), "root");
		this.bob = new Api(this.standIn.uri(), "bob");
		this.api.namespace("team");
	}

	@AfterEach
	void stop() {
		if (this.standIn != null) {
			this.standIn.close();
			return;
		}
		if (this.api != null) {
			clear();
		}
	}

	/** Removes what a test leaves in a real server. */
	private void clear() {
		List<String> made = List.of("team", "p");
		// What a finalizer holds would hold the namespace.
		this.api.patch(MAPS + "/m", "merge", "{\"metadata\":{\"finalizers\":null}}");
		made.forEach((name) -> this.api.delete(NAMESPACES + "/" + name));
		await(() -> made.stream().allMatch((name) -> this.api.get(NAMESPACES + "/" + name).status() == 404));
	}

	/** For tests of what only the stand-in has. */
	KubernetesStandIn standInOnly() {
		Assumptions.assumeTrue(this.standIn != null, "about the stand-in alone");
		return this.standIn;
	}

	Api as(String token) {
		return new Api(this.api.uri(), token);
	}

	static String map(String metadata, String data) {
		return """
				{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"%s},"data":%s}
				""".formatted(metadata.isEmpty() ? "" : "," + metadata, data);
	}

	static void await(BooleanSupplier condition) {
		Instant end = Instant.now().plus(Duration.ofSeconds(30));
		while (!condition.getAsBoolean()) {
			assertThat(Instant.now()).isBefore(end);
		}
	}

}
