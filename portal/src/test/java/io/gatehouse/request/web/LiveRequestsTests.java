package io.gatehouse.request.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.identity.People;
import io.gatehouse.request.event.ChangeSignals;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** Pages open at another portal, with a real Redis between the two. */
@OnStage
class LiveRequestsTests {

	/** Longer than any test: what is told is told because of a signal. */
	private static final Duration NEVER = Duration.ofHours(1);

	private static final RedisServer redis = RedisServer.temporary();

	@Autowired
	private Journey journey;

	@Autowired
	private Stage stage;

	@Autowired
	private LiveRequests here;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private People people;

	@Autowired
	private ChangeSignals signals;

	@Autowired
	private ApplicationEventPublisher events;

	@Autowired
	private TransactionTemplate transactions;

	@DynamicPropertySource
	static void redis(DynamicPropertyRegistry properties) {
		properties.add("gatehouse.redis.url", redis::uri);
		properties.add("gatehouse.redis.timeout", () -> "500ms");
		properties.add("gatehouse.redis.check-every", () -> "200ms");
	}

	@AfterAll
	static void stop() {
		redis.close();
	}

	@Test
	void wakesAPageAtAnotherPortal() throws Exception {
		LiveRequests elsewhere = new LiveRequests(this.jdbc, this.people, untilHeard(1), NEVER);
		ServiceRequest request = ask("woken");
		// That it was asked has been told too, and must not reach a page opened after it.
		untilHeard(2);
		MvcResult page = open(elsewhere, request, "dana");
		assertThat(told(page)).isEqualTo(1);

		this.journey.approve(request, "olga");

		this.journey.until(() -> told(page), (count) -> count > 1);
		this.journey.await(request, RequestState.SUCCEEDED);
		elsewhere.destroy();
	}

	/**
	 * Redis is connected in the background: waits until a signal comes back from it, and
	 * with it all that were told before.
	 * @param mark no other's, and of no request
	 */
	private ChangeSignals untilHeard(int mark) {
		long number = 1_000_000_000L + mark;
		List<Long> heard = new CopyOnWriteArrayList<>();
		this.signals.listen(heard::add);
		this.journey.until(() -> {
			this.signals.changed(number);
			return heard;
		}, (numbers) -> numbers.contains(number));
		return this.signals;
	}

	@Test
	void tellsWithoutRedisToo() throws Exception {
		LiveRequests elsewhere = new LiveRequests(this.jdbc, this.people, this.signals, Duration.ofSeconds(1));
		ServiceRequest request = ask("hanging");
		MvcResult there = open(elsewhere, request, "dana");
		MvcResult local = open(this.here, request, "dana");
		redis.freeze();
		try {
			int before = told(there);
			this.journey.approve(request, "olga");
			this.journey.await(request, RequestState.SUCCEEDED);
			this.journey.until(() -> told(there), (count) -> count > before);
			this.journey.until(() -> told(local), (count) -> count > 1);
		}
		finally {
			redis.thaw();
		}
		redis.stop();
		ServiceRequest other = ask("gone");
		MvcResult page = open(elsewhere, other, "dana");
		int before = told(page);
		this.journey.approve(other, "olga");
		this.journey.await(other, RequestState.SUCCEEDED);
		this.journey.until(() -> told(page), (count) -> count > before);
		redis.start();
		untilHeard(3);
		elsewhere.destroy();
	}

	@Test
	void tellsWhatChangedBeforeTheFirstLook() throws Exception {
		LiveRequests elsewhere = new LiveRequests(this.jdbc, this.people, ChangeSignals.none(), Duration.ofMillis(300));
		ServiceRequest request = ask("early");
		MvcResult page = open(elsewhere, request, "dana");

		this.journey.until(() -> told(page), (count) -> count == 2);
		elsewhere.destroy();
	}

	@Test
	void endsTheStreamsOfSomebodyBlockedHere() throws Exception {
		ServiceRequest request = ask("blocked");
		MvcResult denis = open(this.here, request, "denis");
		MvcResult dana = open(this.here, request, "dana");

		this.transactions
			.executeWithoutResult((transaction) -> this.events.publishEvent(new People.StandingChanged("denis", true)));

		assertThatCode(() -> denis.getAsyncResult(20_000)).doesNotThrowAnyException();
		int before = told(dana);
		this.journey.approve(request, "olga");
		this.journey.until(() -> told(dana), (count) -> count > before);
	}

	@Test
	void endsTheStreamsOfSomebodyBlockedByAnotherPortal() throws Exception {
		LiveRequests elsewhere = new LiveRequests(this.jdbc, this.people, ChangeSignals.none(), Duration.ofMillis(50));
		this.journey.person("mira");
		ServiceRequest request = ask("shut");
		MvcResult page = open(elsewhere, request, "mira");

		this.stage.sql("update person set standing = 'BLOCKED' where username = 'mira'");
		try {
			assertThatCode(() -> page.getAsyncResult(20_000)).doesNotThrowAnyException();
		}
		finally {
			this.stage.sql("update person set standing = 'IN' where username = 'mira'");
			elsewhere.destroy();
		}
	}

	@Test
	void endsTheOldestStreamOfSomebodyWhoHasTooMany() throws Exception {
		ServiceRequest request = ask("many");
		MvcResult oldest = open(this.here, request, "otto");
		MvcResult others = open(this.here, request, "dana");
		List<MvcResult> more = new ArrayList<>();
		for (int i = 0; i < LiveRequests.MOST_OF_ONE; i++) {
			more.add(open(this.here, request, "otto"));
		}
		assertThatCode(() -> oldest.getAsyncResult(20_000)).doesNotThrowAnyException();
		this.journey.approve(request, "olga");
		for (MvcResult page : List.of(others, more.getFirst(), more.getLast())) {
			this.journey.until(() -> told(page), (count) -> count > 1);
		}
	}

	private ServiceRequest ask(String name) {
		return this.journey.ask("dana", "project", "team=payments", "name=" + name, "size=SMALL");
	}

	private static MvcResult open(LiveRequests live, ServiceRequest request, String person) throws Exception {
		return MockMvcBuilders.standaloneSetup(new Page(live, request.number(), person))
			.build()
			.perform(get("/"))
			.andReturn();
	}

	/** How often a page was told that its request changed. */
	private static int told(MvcResult page) {
		return page.getResponse().getContentAsByteArray().length == 0 ? 0
				: new String(page.getResponse().getContentAsByteArray()).split("event:changed", -1).length - 1;
	}

	@RestController
	private record Page(LiveRequests live, long number, String person) {

		@GetMapping("/")
		SseEmitter open() {
			return this.live.watch(this.number, this.person);
		}

	}

}
