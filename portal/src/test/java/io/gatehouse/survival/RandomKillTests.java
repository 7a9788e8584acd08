package io.gatehouse.survival;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.http.Faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** One of two portals is killed again and again, at random moments, while both work. */
@Survival
class RandomKillTests {

	private static final int REQUESTS = Report.LONG ? 200 : 16;

	private static final int KILLS = Report.LONG ? 50 : 1;

	/** How long each call to GitLab takes, so that there is work until the last kill. */
	private static final Duration SLOWED = Duration.ofMillis(Report.LONG ? 1_500 : 300);

	private static final int LONGEST_PAUSE_MS = 2_500;

	/** It should be 12 s; the rest is for a busy machine. */
	private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(15);

	private final Watch watch = new Watch();

	private final List<PortalProcess> alive = new ArrayList<>();

	private final List<String> names = new ArrayList<>();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Proof proof;

	@Autowired
	Aftermath aftermath;

	@Autowired
	JdbcClient jdbc;

	private Portals portals;

	private int started;

	@BeforeEach
	void start() {
		this.portals = new Portals(this.stage, this.watch);
		for (int number = 1; number <= 2; number++) {
			this.names.add("");
			this.alive.add(start(number));
		}
		this.alive.forEach(PortalProcess::up);
	}

	/** Each life has a name of its own, so that it can be seen who does the work. */
	private PortalProcess start(int number) {
		this.names.set(number - 1, "life" + ++this.started);
		return this.portals.startNamed(number, this.names.get(number - 1));
	}

	@AfterEach
	void stop() {
		this.stage.faults("gitlab").clear();
		this.alive.forEach(PortalProcess::close);
		this.portals.close();
	}

	@Test
	void carriesAllOutOnce() {
		long seed = Report.seed();
		Random random = new Random(seed);
		List<ServiceRequest> requests = IntStream.range(0, REQUESTS)
			.mapToObj((index) -> this.journey.ask("dana", "project", "team=kill" + index, "name=api", "size=SMALL"))
			.toList();
		requests.forEach((request) -> this.journey.approve(request, "olga"));
		this.stage.faults("gitlab").next(Integer.MAX_VALUE, "*", ".*", Fault.hang(SLOWED));
		List<Duration> takenOver = new ArrayList<>();
		while (takenOver.size() < KILLS) {
			LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS)).toNanos());
			int victim = random.nextInt(2);
			assertThat(open()).as("requests under way when a portal is killed").isPositive();
			takenOver.add(kill(victim));
			this.alive.get(victim).close();
			this.alive.set(victim, start(victim + 1));
			this.alive.get(victim).up();
		}
		this.stage.faults("gitlab").clear();
		for (int i = 0; i < REQUESTS; i++) {
			this.journey.await(requests.get(i), RequestState.SUCCEEDED);
			this.proof.madeOnce(requests.get(i), "kill" + i, "api");
		}
		this.aftermath.holds();
		assertThat(takenOver).allMatch((time) -> time.compareTo(TAKEN_OVER_WITHIN) < 0);
		Report.held("kill -9 of one of two portals",
				String.format(Locale.ROOT, "%d kills, %d requests; seed %d", KILLS, REQUESTS, seed),
				"dead work taken over: " + Report.p50And99(takenOver));
	}

	/** How long its work was nobody's. */
	private Duration kill(int victim) {
		String name = this.names.get(victim);
		this.alive.get(victim).kill();
		Instant killed = Instant.now();
		this.journey.until(() -> this.jdbc.sql(
				"select count(*) from scheduled_tasks where picked and picked_by = ? and task_name = 'service-request'")
			.param(name)
			.query(Long.class)
			.single(), (picked) -> picked == 0);
		return Duration.between(killed, Instant.now());
	}

	private long open() {
		return this.jdbc.sql("select count(*) from service_request where state in ('APPROVED', 'RUNNING')")
			.query(Long.class)
			.single();
	}

}
