package io.gatehouse.survival;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Approval;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people, or one twice, do what excludes each other at the same instant. */
@OnBench
@Import(Aftermath.class)
@Tag("survival")
class RaceTests {

	private static final int ROUNDS = Report.LONG ? 200 : 10;

	private static final int CLICKS = 20;

	@Autowired
	Aftermath aftermath;

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Test
	void makesOneRequestOfTwentyClicks() throws Exception {
		Set<String> led = new HashSet<>();
		URI portal = this.stage.portalUri(0);
		Browser dana = new Browser(portal);
		dana.signIn("dana");
		String form = dana.get("/ask/project").body();
		Map<String, String> input = new LinkedHashMap<>(Map.of("team", "payments", "name", "clicked", "size", "SMALL",
				"submission", UUID.randomUUID().toString(), "_csrf", hidden(form, "_csrf")));
		led.addAll(clicked(dana, input));
		assertThat(led).hasSize(1);
		// The back button brings the form again.
		led.add(Browser.location(dana.postBare("/ask/project", input)));
		assertThat(led).hasSize(1);
		// What was typed otherwise by then is another wish, and one.
		input.put("name", "clicked-later");
		led.addAll(clicked(dana, input));
		assertThat(led).hasSize(2);
		assertThat(this.stage.query("select count(*) from service_request where title like '%payments/clicked%'"))
			.isEqualTo("2");
		this.aftermath.holds();
		Report.held("one form sent 20 times at once", CLICKS + " posts, one later, 20 of it changed",
				"one request of each");
	}

	private static Set<String> clicked(Browser browser, Map<String, String> input) {
		return atOnce(
				Stream.<Callable<HttpResponse<String>>>generate(() -> () -> browser.postBare("/ask/project", input))
					.limit(CLICKS)
					.toList())
			.stream()
			.map(RaceTests::result)
			.map(Browser::location)
			.collect(Collectors.toSet());
	}

	private static String hidden(String page, String name) {
		String mark = "name=\"" + name + "\" value=\"";
		int from = page.indexOf(mark) + mark.length();
		return page.substring(from, page.indexOf('"', from));
	}

	@Test
	void takesOneOfTwoApprovers() {
		rounds("two approvers at once", (round) -> {
			ServiceRequest request = this.bench.ask("dana", Kit.of("race-a" + round).approvedBy(Approval.OPS));
			List<Future<Void>> both = atOnce(List.of(run(() -> this.journey.approve(request, "olga")),
					run(() -> this.journey.approve(request, "oscar"))));
			assertThat(told(both)).as("one is told that it is decided").isEqualTo(1);
			this.journey.await(request, RequestState.SUCCEEDED);
			assertThat(this.workshop.journal("race-a" + round)).containsExactly("make race-a" + round);
			assertThat(this.bench.audited(request)).containsOnlyOnce("REQUEST_APPROVED");
		});
	}

	@Test
	void approvesOrWithdraws() {
		rounds("approval against withdrawal", (round) -> {
			ServiceRequest request = this.bench.ask("dana", Kit.of("race-w" + round).approvedBy(Approval.OPS));
			List<Future<Void>> both = atOnce(List.of(run(() -> this.journey.approve(request, "olga")),
					run(() -> this.bench.withdraw(request, "dana"))));
			ServiceRequest rested = this.journey.until(() -> this.journey.read(request.number()),
					(now) -> now.state().ended());
			if (rested.state() == RequestState.WITHDRAWN) {
				assertThat(told(both)).as("whoever comes too late is told").isLessThanOrEqualTo(1);
				assertThat(this.workshop.journal("race-w" + round)).isEmpty();
			}
			else {
				assertThat(rested.state()).isEqualTo(RequestState.SUCCEEDED);
				assertThat(told(both)).isEqualTo(1);
				assertThat(this.workshop.journal("race-w" + round)).containsExactly("make race-w" + round);
			}
		});
	}

	@Test
	void takesAwayOnceWhatEndsAndIsRevoked() {
		rounds("revoke against expiry", (round) -> {
			String name = "race-e" + round;
			Asset asset = this.bench.have("dana", Kit.of(name).lasting(Duration.ofHours(1)));
			atOnce(List.of(
					run(() -> this.stage.sql("update asset set ends_at = now() where number = " + asset.number())),
					run(() -> this.bench.ask("dana", asset, Verb.REVOKE))));
			this.journey.until(() -> this.journey.asset(asset.id()).state(), AssetState.ENDED::equals);
			assertThat(this.workshop.journal(name)).hasSize(2).last().asString().doesNotStartWith("make");
			this.journey.until(() -> this.stage
				.query("select count(*) from service_request where state in ('APPROVED', 'RUNNING') and asset_id = '"
						+ asset.id() + "'"),
					"0"::equals);
		});
	}

	@Test
	void changesOneWayOrTheOther() {
		rounds("two changes of one asset", (round) -> {
			String name = "race-c" + round;
			ServiceRequest made = this.bench.ask("dana", Kit.of(name).approvedBy(Approval.OPS));
			this.journey.approve(made, "olga");
			Asset asset = this.journey.asset(this.journey.await(made, RequestState.SUCCEEDED));
			ServiceRequest blue = change(asset, "blue");
			ServiceRequest green = change(asset, "green");
			assertThat(told(atOnce(List.of(run(() -> this.journey.approve(blue, "olga")),
					run(() -> this.journey.approve(green, "oscar"))))))
				.as("both were approved")
				.isZero();
			boolean blueWins = rested(blue).state() == RequestState.SUCCEEDED;
			ServiceRequest loser = rested(blueWins ? green : blue);
			assertThat(rested(blueWins ? blue : green).state()).as("one wins").isEqualTo(RequestState.SUCCEEDED);
			assertThat(loser.state()).as("the other one waits to be approved anew").isEqualTo(RequestState.SUBMITTED);
			assertThat(loser.message()).as("and is told")
				.hasValueSatisfying((text) -> assertThat(text.key()).isEqualTo("request.plan-changed-since-approval"));
			String colour = blueWins ? "blue" : "green";
			assertThat(this.workshop.colour(name)).hasValue(colour);
			assertThat(this.bench.kit(this.journey.asset(asset.id())).colour()).as("what is said of it is what it is")
				.isEqualTo(colour);
		});
	}

	private ServiceRequest change(Asset asset, String colour) {
		return this.bench.ask("dana", asset, Verb.CHANGE, this.bench.kit(asset).painted(colour));
	}

	private ServiceRequest rested(ServiceRequest request) {
		return this.journey.until(() -> this.journey.read(request.number()),
				(now) -> now.state() != RequestState.APPROVED && now.state() != RequestState.RUNNING);
	}

	private void rounds(String scenario, IntConsumer round) {
		IntStream.range(0, ROUNDS).forEach(round);
		this.aftermath.holds();
		Report.held(scenario, ROUNDS + " rounds", "");
	}

	private static Callable<Void> run(Runnable deed) {
		return () -> {
			deed.run();
			return null;
		};
	}

	/** How many were told that they came too late. */
	private static long told(List<Future<Void>> deeds) {
		return deeds.stream().filter((deed) -> deed.state() == Future.State.FAILED).peek((deed) -> {
			Throwable why = deed.exceptionNow();
			assertThat(why).isInstanceOfAny(Conflict.class, NotYours.class);
		}).count();
	}

	private static <T> T result(Future<T> deed) {
		try {
			return deed.get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Lets all begin at the same instant, and waits for them. */
	private static <T> List<Future<T>> atOnce(List<Callable<T>> deeds) {
		CountDownLatch start = new CountDownLatch(deeds.size());
		List<Callable<T>> waiting = deeds.stream().<Callable<T>>map((deed) -> () -> {
			start.countDown();
			start.await();
			return deed.call();
		}).collect(Collectors.toCollection(ArrayList::new));
		try (ExecutorService threads = Executors.newFixedThreadPool(deeds.size())) {
			return threads.invokeAll(waiting);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
