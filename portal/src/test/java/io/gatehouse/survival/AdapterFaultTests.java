package io.gatehouse.survival;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.execution.PausedSystems;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A third of all calls to one system goes wrong: what needs it ends right, or stops and
 * says why; what does not need it goes on as ever. The long version has more to do for
 * that system than the portal has threads.
 */
@OnStage
@Import({ Proof.class, Aftermath.class })
@Tag("survival")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
@TestPropertySource(properties = { "gatehouse.gitlab.limits.read=2s", "gatehouse.kubernetes.limits.read=2s",
		"gatehouse.vault.limits.read=2s", "gatehouse.gitlab.limits.open-for=2s",
		"gatehouse.kubernetes.limits.open-for=2s", "gatehouse.vault.limits.open-for=2s",
		"gatehouse.execution.patience=10s", "db-scheduler.threads=11" })
class AdapterFaultTests {

	private static final int SHARE_PERCENT = 30;

	private static final int REQUESTS = Report.LONG ? 12 : 2;

	private static final int BYSTANDERS = Report.LONG ? 25 : 5;

	private static final int MOST_RETRIES = 20;

	/** Each call may go wrong once more, and there are more requests than places. */
	private static final Duration COMES_TO_REST = Duration.ofMinutes(5);

	/** What nobody expected, and so says nobody what to do. */
	private static final String UNEXPECTED = "request.internal-fault";

	/** What goes wrong. */
	enum Mishap {

		LOSES_REPLIES, DROPS, HANGS, SAYS_500, SAYS_401, SAYS_403, SAYS_409, SAYS_422, THROTTLES;

		Fault fault() {
			return switch (this) {
				case LOSES_REPLIES -> Fault.loseReply();
				case DROPS -> Fault.drop();
				// Longer than anybody waits.
				case HANGS -> Fault.hang(Duration.ofSeconds(3));
				case SAYS_500, SAYS_401, SAYS_403, SAYS_409, SAYS_422 ->
					Fault.answer(Integer.parseInt(name().substring(5)), Map.of("message", "on purpose"));
				case THROTTLES -> Fault.retryLater(Duration.ofSeconds(1));
			};
		}

	}

	private final AtomicInteger last = new AtomicInteger();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Proof proof;

	@Autowired
	Aftermath aftermath;

	@Autowired
	PausedSystems paused;

	@AfterEach
	void mend() {
		Stream.of("gitlab", "kubernetes", "vault").forEach((system) -> this.stage.faults(system).clear());
	}

	static Stream<Arguments> cases() {
		return Stream.of("gitlab", "kubernetes", "vault")
			.flatMap((system) -> Report.LONG
					? Stream.of(Mishap.values()).map((mishap) -> Arguments.of(system, List.of(mishap)))
					: Stream.of(Arguments.of(system, List.of(Mishap.values()))));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("cases")
	void endsRightOrSaysWhy(String system, List<Mishap> mishaps) {
		List<Duration> undisturbed = bystanders(system);
		List<String> teams = IntStream.range(0, REQUESTS)
			.mapToObj((index) -> "mishap" + this.last.incrementAndGet())
			.toList();
		this.paused.pause(system, "olga");
		List<ServiceRequest> requests = teams.stream()
			.map((team) -> this.journey.ask("dana", "project", "team=" + team, "name=api", "size=SMALL"))
			.toList();
		requests.forEach((request) -> this.journey.approve(request, "olga"));

		long seed = Report.seed();
		Faults faults = this.stage.faults(system);
		long before = faults.struck();
		// The first that strikes wins, so that each has a like share of what is left.
		mishaps.forEach((mishap) -> faults.percent(Math.ceilDiv(SHARE_PERCENT, mishaps.size()), seed + mishap.ordinal(),
				Faults.requests("*", ".*"), mishap.fault()));
		this.paused.resume(system, "olga");
		List<Duration> disturbed = bystanders(system);
		long stopped = requests.stream().filter(this::stops).count();

		faults.clear();
		assertThat(faults.struck()).as("calls that went wrong").isGreaterThan(before);
		for (int i = 0; i < REQUESTS; i++) {
			succeedsAtLast(requests.get(i));
			this.proof.madeOnce(requests.get(i), teams.get(i), "api");
		}
		this.aftermath.holds();
		String what = (mishaps.size() > 1) ? "all kinds" : mishaps.getFirst().name().toLowerCase(Locale.ROOT);
		Report.held(system + ": 30 % of calls, " + what,
				String.format(Locale.ROOT, "%d requests, of which %d stopped and said why; seed %d", REQUESTS, stopped,
						seed),
				"others: " + Report.p50And99(disturbed) + "; undisturbed " + Report.p50And99(undisturbed));
	}

	/**
	 * How long requests take that need nothing of the system: grants, which need GitLab,
	 * and beside GitLab's own troubles bans.
	 */
	private List<Duration> bystanders(String system) {
		return Stream.generate(system.equals("gitlab") ? this::ban : this::grant).limit(BYSTANDERS).toList();
	}

	private Duration ban() {
		int number = this.last.incrementAndGet();
		return takes(() -> this.journey.haveAtOnce("olga", "ban",
				"addresses=11." + number / 250 % 250 + "." + number % 250 + ".7", "reason=bystander", "where=INGRESS",
				"lasts=1", "lasts.unit=hours"));
	}

	/** Given and taken away. */
	private Duration grant() {
		return takes(() -> {
			Asset grant = this.journey.have("olga", "mira", "access", "project=teams/payments/ledger", "person=otto",
					"role=GUEST", "lasts=1", "lasts.unit=hours");
			this.journey.await(this.journey.ask("olga", grant, Verb.REVOKE), RequestState.SUCCEEDED);
		});
	}

	private static Duration takes(Runnable work) {
		Instant begun = Instant.now();
		work.run();
		return Duration.between(begun, Instant.now());
	}

	private boolean stops(ServiceRequest request) {
		ServiceRequest rested = this.journey.until(COMES_TO_REST, () -> this.journey.read(request.number()),
				(now) -> now.state() == RequestState.SUCCEEDED || now.state() == RequestState.FAILED);
		if (rested.state() == RequestState.FAILED) {
			assertThat(rested.message()).as("what to do")
				.hasValueSatisfying((text) -> assertThat(text.key()).isNotEqualTo(UNEXPECTED));
			return true;
		}
		return false;
	}

	/** As somebody of ops would do it, once all is well again. */
	private void succeedsAtLast(ServiceRequest request) {
		for (int tries = 0; stops(request); tries++) {
			assertThat(tries).as("request %s: %s", request.number(), this.journey.read(request.number()).message())
				.isLessThan(MOST_RETRIES);
			// Until the system is tried again, nobody can say what a retry would do.
			this.journey.until(() -> refusalToRetry(request), Optional::isEmpty);
		}
	}

	private Optional<Text> refusalToRetry(ServiceRequest request) {
		try {
			this.journey.retry(request, "olga");
			return Optional.empty();
		}
		catch (Conflict ex) {
			return Optional.of(ex.words());
		}
		catch (Unavailable ex) {
			return Optional.of(ex.words());
		}
	}

}
