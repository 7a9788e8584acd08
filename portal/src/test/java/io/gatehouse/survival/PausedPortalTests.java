package io.gatehouse.survival;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A portal stands still in the middle of a write, another one does its work meanwhile.
 */
@Survival
class PausedPortalTests {

	/** In the middle of it: some writes were made, and some are to come. */
	private static final int POINT = 30;

	private static final Duration STANDS_STILL = Report.LONG ? Duration.ofSeconds(60) : Duration.ofSeconds(10);

	/** Long enough for whatever it would still write. */
	private static final Duration GOES_ON = Duration.ofSeconds(8);

	private final Watch watch = new Watch();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Proof proof;

	@Autowired
	Aftermath aftermath;

	private Portals portals;

	private PortalProcess first;

	private PortalProcess second;

	@BeforeEach
	void start() {
		this.portals = new Portals(this.stage, this.watch);
		this.first = this.portals.start(1, Map.of()).up();
	}

	@AfterEach
	void stop() {
		this.first.close();
		if (this.second != null) {
			this.second.close();
		}
		this.portals.close();
	}

	@Test
	void writesNothingStaleWhenItGoesOn() throws InterruptedException {
		ServiceRequest request = this.journey.ask("dana", "project", "team=paused", "name=api", "size=SMALL");
		this.watch.freeze(this.first, POINT);
		this.journey.approve(request, "olga");
		String frozenAt = this.journey.until(this.watch::killedAt, (at) -> at != null);
		Instant frozen = Instant.now();
		this.second = this.portals.start(2, Map.of()).up();
		this.journey.await(request, RequestState.SUCCEEDED);
		Duration done = Duration.between(frozen, Instant.now());
		Thread.sleep(Math.max(0, STANDS_STILL.minus(done).toMillis()));

		List<String> before = writes();
		long version = this.journey.read(request.number()).version();
		this.first.thaw();
		Thread.sleep(GOES_ON.toMillis());
		assertThat(this.first.status("/actuator/health/liveness")).as("it lives").isEqualTo(200);
		List<String> after = writes();
		// It takes back what it made itself and nobody had stored, as the other has done
		// before it: a token that nobody knows.
		assertThat(after.subList(before.size(), after.size())).as("written by the one that stood still")
			.allMatch((write) -> write.contains(" DELETE ") && before.contains(write));
		assertThat(this.journey.read(request.number()).version()).isEqualTo(version);
		this.proof.madeOnce(request, "paused", "api");
		this.aftermath.holds();
		Report.held("SIGSTOP of a portal in the middle of a write",
				"still for " + STANDS_STILL.toSeconds() + " s at “" + frozenAt + "”",
				"wrote nothing stale when it went on");
	}

	private List<String> writes() {
		return this.watch.passed().stream().filter((point) -> point.startsWith("before ")).toList();
	}

}
