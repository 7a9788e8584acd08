package io.gatehouse.sandbox.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A stand-in of its own for each test, with the namespace {@code team} in it. */
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
		this.standIn = KubernetesStandIn
			.start(new KubernetesStandIn.Settings(0, null, TOKENS, Duration.ofMillis(50), Clock.systemUTC()));
		this.api = new Api(this.standIn.uri(), "root");
		this.bob = new Api(this.standIn.uri(), "bob");
		this.api.namespace("team");
	}

	@AfterEach
	void stop() {
		this.standIn.close();
	}

	static String map(String metadata, String data) {
		return """
				{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"%s},"data":%s}
				""".formatted(metadata.isEmpty() ? "" : "," + metadata, data);
	}

	static void await(BooleanSupplier condition) {
		Instant end = Instant.now().plus(Duration.ofSeconds(10));
		while (!condition.getAsBoolean()) {
			assertThat(Instant.now()).isBefore(end);
		}
	}

}
