package io.gatehouse.notification;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.gatehouse.TestDatabase;
import io.gatehouse.adapter.slack.SlackWithin;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.event.Happened.Action;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Faults.Fault;
import io.gatehouse.sandbox.slack.SlackStandIn;
import io.gatehouse.sandbox.slack.SlackStandIn.Message;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OutboxTests {

	private static final String TOKEN = "xoxb-s3cr3t";

	private static String database;

	private final Faults faults = Faults.none();

	private final SlackStandIn slack = SlackStandIn
		.start(new SlackStandIn.Settings(0, TOKEN, List.of("#requests"), "hook", Clock.systemUTC()), this.faults);

	private TestOutbox outbox;

	@BeforeAll
	static void createTables() {
		Map<String, Object> properties = TestDatabase.create();
		database = properties.get("spring.datasource.url").toString();
		Flyway.configure()
			.dataSource(database, properties.get("spring.flyway.user").toString(),
					properties.get("spring.flyway.password").toString())
			.placeholders(Map.of("app-role", properties.get("spring.datasource.username").toString()))
			.load()
			.migrate();
	}

	@BeforeEach
	void open() {
		JdbcClient.create(TestOutbox.dataSource(database)).sql("delete from scheduled_tasks").update();
		open(TestOutbox.quick());
	}

	private void open(NotificationProperties properties) {
		if (this.outbox != null) {
			this.outbox.close();
		}
		this.outbox = TestOutbox.of(database, SlackWithin.bot(this.slack.api(), TOKEN, "#requests"), properties);
	}

	@AfterEach
	void close(CapturedOutput output) {
		this.faults.clear();
		this.outbox.close();
		this.slack.close();
		assertThat(output).doesNotContain(TOKEN);
	}

	@Test
	void tellsWhatWasCommitted() {
		this.outbox.start();

		this.outbox.happen(submitted(1), true);

		await(() -> this.slack.messages().size() == 1 && this.outbox.waiting() == 0);
		assertThat(this.slack.messages().getFirst().paragraphs().getFirst())
			.contains("<http://localhost:8080/requests/1|Project payments/ledger>");
	}

	@Test
	void tellsNothingOfWhatWasRolledBack() {
		this.outbox.start();

		this.outbox.happen(submitted(1), false);
		this.outbox.happen(submitted(2), true);

		await(() -> this.outbox.waiting() == 0);
		assertThat(this.slack.messages()).extracting(Message::text).singleElement().asString().contains("request 2");
	}

	@Test
	void keepsWhatWasToldWhileNoWorkerRan() {
		this.outbox.happen(submitted(1), true);
		assertThat(this.outbox.waiting()).isEqualTo(1);
		open(TestOutbox.quick());

		this.outbox.start();

		await(() -> this.slack.messages().size() == 1);
	}

	@Test
	void sendsAgainWhereTheWorkerDiedBetweenSendAndCompletion() throws Exception {
		this.outbox.happen(submitted(1), true);
		Process worker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), TestOutbox.class.getName(), database,
				this.slack.api().toString(), TOKEN)
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			worker.destroyForcibly();
		}
		assertThat(worker.exitValue()).isEqualTo(137);
		assertThat(this.slack.messages()).hasSize(1);
		assertThat(this.outbox.waiting()).isEqualTo(1);

		this.outbox.start();

		await(() -> this.slack.messages().size() == 2 && this.outbox.waiting() == 0);
	}

	@Test
	void sendsAgainWhereTheAnswerWasLost() {
		this.faults.next(1, "POST", ".*", Fault.loseReply());
		this.outbox.start();

		this.outbox.happen(submitted(1), true);

		await(() -> this.slack.messages().size() == 2 && this.outbox.waiting() == 0);
	}

	@Test
	void waitsAsLongAsSlackAsks() {
		this.faults.next(1, "POST", ".*", Fault.retryLater(Duration.ofSeconds(2)));
		Instant start = Instant.now();
		this.outbox.start();

		this.outbox.happen(submitted(1), true);
		this.outbox.happen(submitted(2), true);

		await(() -> this.slack.messages().size() == 2 && this.outbox.waiting() == 0);
		assertThat(this.faults.isSpent()).isTrue();
		assertThat(this.slack.messages()).extracting(Message::at)
			.anySatisfy((at) -> assertThat(at).isAfterOrEqualTo(start.plusSeconds(2)));
	}

	@Test
	void triesAgainAfterAFault() {
		this.faults.next(3, "POST", ".*", Fault.answer(503, "service_unavailable"));
		this.outbox.start();

		this.outbox.happen(submitted(1), true);

		await(() -> this.slack.messages().size() == 1 && this.outbox.waiting() == 0);
	}

	@Test
	void holdsNobodyUpWhileSlackHangs() {
		this.faults.percent(100, 1, Faults.requests("POST", ".*"), Fault.hang(Duration.ofSeconds(1)));
		this.outbox.start();
		long start = System.nanoTime();

		for (int i = 1; i <= 20; i++) {
			this.outbox.happen(submitted(i), true);
		}

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		this.faults.clear();
		await(() -> this.outbox.waiting() == 0);
		assertThat(this.slack.messages()).extracting(Message::text).doesNotHaveDuplicates().hasSize(20);
	}

	@Test
	void givesUpWithOneWordWhereSlackRefuses(CapturedOutput output) {
		this.faults.next(1, "POST", ".*", Fault.answer(200, Map.of("ok", false, "error", "channel_not_found")));
		this.outbox.start();

		this.outbox.happen(submitted(7), true);

		await(() -> this.outbox.waiting() == 0);
		assertThat(this.slack.messages()).isEmpty();
		assertThat(output.toString().split("is given up", -1)).hasSize(2);
		assertThat(output).contains("request 7").contains("The portal may not post in the channel (channel_not_found)");
	}

	@Test
	void givesUpAfterALongTimeInVain(CapturedOutput output) {
		open(new NotificationProperties(null, Map.of(), Duration.ofMillis(50), Duration.ofMillis(100),
				Duration.ofSeconds(1)));
		this.faults.percent(100, 1, Faults.requests("POST", ".*"), Fault.answer(500, ""));
		this.outbox.start();

		this.outbox.happen(submitted(8), true);

		await(() -> this.outbox.waiting() == 0);
		assertThat(output.toString().split("is given up", -1)).hasSize(2);
	}

	@Test
	void tellsOnlyOfWhatItShould() {
		this.outbox.happen(new Happened("gatehouse", Action.STEP_DONE, "project", "x", 1L, null, Map.of()), true);

		assertThat(this.outbox.waiting()).isZero();
	}

	@Test
	void putsNothingInWhereThereIsNoSlack() {
		try (TestOutbox mute = TestOutbox.of(database, SlackWithin.none(), TestOutbox.quick())) {
			mute.happen(submitted(1), true);
		}

		assertThat(this.outbox.waiting()).isZero();
	}

	private static Happened submitted(long request) {
		return new Happened("dana", Action.REQUEST_SUBMITTED, "project", "Project payments/ledger", request, null,
				Map.of("reason", "because"));
	}

	private static void await(BooleanSupplier condition) {
		long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
			LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
		}
	}

}
