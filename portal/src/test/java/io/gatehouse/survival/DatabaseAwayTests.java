package io.gatehouse.survival;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

import io.gatehouse.Journey;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.audit.AuditChain;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.StepState;
import io.gatehouse.sandbox.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/** PostgreSQL is away for 20 seconds, with work under way and people asking for pages. */
@OnBench
@Import(Aftermath.class)
@Tag("survival")
@DirtiesContext
class DatabaseAwayTests extends OwnPostgres {

	private static final Duration AWAY = Duration.ofSeconds(Report.LONG ? 20 : 8);

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	Aftermath aftermath;

	@Autowired
	PostgresServer postgres;

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Autowired
	AuditChain chain;

	@Value("${gatehouse.url}")
	URI portal;

	@Test
	void saysSoOnPagesAndLosesNothing() throws Exception {
		this.workshop.takesTime("away-waits", Integer.MAX_VALUE);
		ServiceRequest waits = this.bench.ask("dana", Kit.of("away-waits", "away-later"));
		this.journey.until(() -> this.journey.read(waits.number()).steps().getFirst().state(),
				(state) -> state == StepState.WAITING);
		Workshop.Stop stop = this.workshop.stop("away-inside");
		ServiceRequest inside = this.bench.ask("dana", Kit.of("away-first", "away-inside"));
		stop.awaitArrival();

		this.postgres.stop();
		Instant back = Instant.now().plus(AWAY);
		stop.letGo();
		this.workshop.heal("away-waits");
		while (Instant.now().isBefore(back)) {
			HttpResponse<String> page = get("/login");
			assertThat(page.statusCode()).isEqualTo(503);
			assertThat(page.body()).contains("The portal cannot reach its database");
		}
		assertThat(this.workshop.colour("away-inside")).as("a write that nobody could vouch for").isEmpty();
		assertThat(this.workshop.colour("away-later")).isEmpty();
		this.postgres.start();

		this.journey.until(() -> get("/login").statusCode(), (status) -> status == 200);
		this.journey.await(waits, RequestState.SUCCEEDED);
		this.journey.await(inside, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("away-")).containsExactlyInAnyOrder("make away-waits", "make away-later",
				"make away-first", "make away-inside");
		assertThat(this.chain.verify().unbroken()).isTrue();
		this.journey.until(() -> this.bench.queued(waits) || this.bench.queued(inside), (queued) -> !queued);
		assertThat(this.bench.locks(waits) + this.bench.locks(inside)).isZero();
		this.aftermath.holds();
		Report.held("PostgreSQL away", AWAY.toSeconds() + " s, pages asked for meanwhile", "all said so, with 503");
	}

	private HttpResponse<String> get(String path) {
		try {
			return this.client.send(HttpRequest.newBuilder(this.portal.resolve(path)).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
