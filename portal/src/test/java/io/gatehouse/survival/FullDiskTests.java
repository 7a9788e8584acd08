package io.gatehouse.survival;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.gatehouse.Journey;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.PostgresServer;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** The disk of PostgreSQL is full for a while. */
@OnBench
@Import(Aftermath.class)
@Tag("survival")
@DirtiesContext
@EnabledIf(value = "mayMount", disabledReason = "nothing may be mounted here")
class FullDiskTests extends OwnDisk {

	private static final int REQUESTS = Report.LONG ? 100 : 10;

	private static final Duration FULL = Duration.ofSeconds(Report.LONG ? 30 : 6);

	@Autowired
	SmallDisk disk;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	PostgresServer postgres;

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Autowired
	Aftermath aftermath;

	@Value("${gatehouse.url}")
	URI portal;

	static boolean mayMount() {
		try (SmallDisk disk = SmallDisk.of(1)) {
			return Files.isDirectory(disk.folder());
		}
		catch (UnsupportedOperationException ex) {
			return false;
		}
	}

	@Test
	void losesNothingAndGoesOnOnceThereIsRoom() {
		Browser dana = new Browser(this.portal);
		dana.signIn("dana");
		assertIsFullWhenFilled();
		IntStream.range(0, REQUESTS).forEach((index) -> this.workshop.takesTime(one(index), 10));
		List<ServiceRequest> requests = IntStream.range(0, REQUESTS)
			.mapToObj((index) -> this.bench.ask("dana", Kit.of(one(index), other(index))))
			.toList();
		this.disk.fill();
		int pages = 0;
		int refused = 0;
		long until = System.nanoTime() + FULL.toNanos();
		while (System.nanoTime() < until) {
			HttpResponse<String> page = dana.get("/requests");
			assertThat(page.statusCode()).as("never the inside of a failure").isIn(200, 302, 503);
			assertThat(page.body()).doesNotContain(SmallDisk.FULLNESS, "SQLState", "PSQLException");
			pages++;
			refused += (page.statusCode() == 503) ? 1 : 0;
			LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
		}
		this.disk.empty();
		// Where it could not write its log, it has ended itself.
		this.postgres.stop();
		this.postgres.start();
		for (int i = 0; i < REQUESTS; i++) {
			ServiceRequest request = requests.get(i);
			this.aftermath.awaitDatabase();
			this.journey.await(request, RequestState.SUCCEEDED);
			assertThat(this.workshop.journal(one(i))).containsExactly("make " + one(i));
			assertThat(this.workshop.journal(other(i))).containsExactly("make " + other(i));
		}
		this.aftermath.holds();
		Report.held("disk of PostgreSQL full", FULL.toSeconds() + " s, " + REQUESTS + " requests, " + pages + " pages",
				refused + " pages said so");
	}

	/** Before there is work, whose log would be what ends the server first. */
	private void assertIsFullWhenFilled() {
		this.disk.fill();
		assertThatException().isThrownBy(this::writeMuch).havingRootCause().withMessageContaining(SmallDisk.FULLNESS);
		this.disk.empty();
	}

	/** More than fits into memory. */
	private void writeMuch() {
		this.jdbc.sql("select count(*) from generate_series(1, 3000000)").query(Long.class).single();
	}

	/** None begins as another does: the journal is asked for what begins with a name. */
	private static String one(int index) {
		return "disk" + (1000 + index);
	}

	private static String other(int index) {
		return "disk-too" + (1000 + index);
	}

}
