package io.gatehouse.survival;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Two portals share the work, with the beat that they have in production. */
@Survival
class TwoPortalsTests {

	private static final int REQUESTS = 30;

	/** It should be 12 s; the rest is for a busy machine. */
	private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(15);

	private final Watch watch = new Watch();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Aftermath aftermath;

	@Autowired
	Proof proof;

	@Autowired
	JdbcClient jdbc;

	private Portals portals;

	private PortalProcess first;

	private PortalProcess second;

	@BeforeEach
	void start() {
		this.portals = new Portals(this.stage, this.watch);
		this.first = start(1);
		this.second = start(2);
		this.first.up();
		this.second.up();
	}

	private PortalProcess start(int number) {
		return this.portals.startNamed(number, "portal" + number);
	}

	@AfterEach
	void stop() {
		this.first.close();
		this.second.close();
		this.portals.close();
	}

	@Test
	void sharesTheWorkAndTakesOverFromTheOneThatDies() {
		List<ServiceRequest> requests = IntStream.range(0, REQUESTS)
			.mapToObj((index) -> this.journey.ask("dana", "project", "team=pair" + index, "name=api", "size=SMALL"))
			.toList();
		requests.forEach((request) -> this.journey.approve(request, "olga"));
		Set<String> workers = new HashSet<>();
		this.journey.until(() -> {
			workers.addAll(pickedBy());
			return workers.size() == 2 && succeeded() >= REQUESTS / 5;
		}, (shared) -> shared);
		assertThat(workers).containsExactlyInAnyOrder("portal1", "portal2");

		this.first.kill();
		Instant killed = Instant.now();
		this.journey.until(this::pickedBy, (workersNow) -> !workersNow.contains("portal1"));
		assertThat(Duration.between(killed, Instant.now())).isLessThan(TAKEN_OVER_WITHIN);

		this.journey.until(this::succeeded, (done) -> done == REQUESTS);
		for (int i = 0; i < REQUESTS; i++) {
			this.journey.await(requests.get(i), RequestState.SUCCEEDED);
			this.proof.madeOnce(requests.get(i), "pair" + i, "api");
		}
		this.aftermath.holds();
		Report.held("two portals share the work", REQUESTS + " requests, one killed in between", "");
	}

	private Set<String> pickedBy() {
		return this.jdbc
			.sql("select distinct picked_by from scheduled_tasks where picked and task_name = 'service-request'")
			.query(String.class)
			.set();
	}

	private long succeeded() {
		return this.jdbc.sql("select count(*) from service_request where state = 'SUCCEEDED' and title like '%pair%'")
			.query(Long.class)
			.single();
	}

}
