package io.gatehouse.request.health;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.plan.Systems;
import io.gatehouse.sandbox.http.Faults;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnStage
class ReadinessTests {

	private static final String DEGRADED = "{\"status\":\"DEGRADED\"}";

	@Autowired
	Stage stage;

	@Autowired
	Systems systems;

	@Autowired
	MeterRegistry meters;

	@AfterEach
	void comeBack() {
		this.stage.gitlabFaults().clear();
		gitlab().probe();
	}

	@Test
	void staysReadyWhileASystemIsAway() throws Exception {
		Awaitility.await().until(() -> get("/actuator/health/readiness").body().contains("\"UP\""));
		loseGitlab();

		HttpResponse<String> readiness = get("/actuator/health/readiness");
		assertThat(readiness.statusCode()).isEqualTo(200);
		assertThat(readiness.body()).isEqualTo(DEGRADED);
		assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(get("/actuator/health/liveness").body()).contains("\"UP\"");
		assertThat(up()).isZero();

		comeBack();
		assertThat(get("/actuator/health/readiness").body()).contains("\"UP\"");
		assertThat(up()).isEqualTo(1);
	}

	private double up() {
		return this.meters.get("gatehouse.system.up").tag("system", "gitlab").gauge().value();
	}

	private void loseGitlab() {
		this.stage.gitlabFaults()
			.next(1000, "GET", "/api/v4/version", new Faults.Answer(503, Map.of("message", "away"), Map.of()));
		while (gitlab().health().up()) {
			assertThatExceptionOfType(ExternalSystem.Unavailable.class).isThrownBy(() -> gitlab().probe());
		}
	}

	private ExternalSystem gitlab() {
		return this.systems.get("gitlab");
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(this.stage.portalUri(0).resolve(path)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
	}

}
