package io.gatehouse.request.execution;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Approval;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.submission.Submissions;
import io.gatehouse.request.submission.Wish;
import io.gatehouse.survival.Report;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One person's many requests are not what everybody else waits for: compared by the order
 * in which things were made, never by time.
 */
@OnBench
@TestPropertySource(properties = "db-scheduler.threads=" + FairShareTests.WORKERS)
class FairShareTests {

	static final int WORKERS = 4;

	private static final int MANY = Integer.getInteger("gatehouse.fair-share", Report.LONG ? 1_000 : 150);

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Autowired
	Submissions submissions;

	@Test
	void letsPeopleTakeTurns() {
		List<Workshop.Stop> workers = keepWorkersBusy("turns-busy");
		IntStream.range(0, MANY).forEach((index) -> ask("dana", "turns-many-" + index));
		ServiceRequest first = ask("denis", "turns-few-1");
		ServiceRequest second = ask("denis", "turns-few-2");
		ServiceRequest third = ask("mira", "turns-few-3");

		workers.forEach(Workshop.Stop::letGo);
		List.of(first, second, third).forEach((request) -> this.journey.await(request, RequestState.SUCCEEDED));

		List<String> made = this.journey.until(() -> this.workshop.journal("turns-"),
				(journal) -> journal.size() == MANY + WORKERS + 3);
		// Before each comes one of the others of its round, and what was under way then.
		assertThat(made.indexOf("make turns-few-1")).isLessThan(3 * WORKERS);
		assertThat(made.indexOf("make turns-few-3")).isLessThan(3 * WORKERS);
		assertThat(made.indexOf("make turns-few-2")).isLessThan(4 * WORKERS);
		Report.held("one person asks for much, two for little",
				MANY + " requests of one, then three of two others, " + WORKERS + " workers",
				"the three are number %d, %d and %d of what was made".formatted(made.indexOf("make turns-few-1") + 1,
						made.indexOf("make turns-few-3") + 1, made.indexOf("make turns-few-2") + 1));
	}

	@Test
	void passesNobodyForEver() {
		List<Workshop.Stop> workers = keepWorkersBusy("ever-busy");
		List<Workshop.Stop> half = IntStream.range(8, 8 + WORKERS)
			.mapToObj((index) -> this.workshop.stop("ever-early-" + index))
			.toList();
		IntStream.range(0, 20).forEach((index) -> ask("dana", "ever-early-" + index));
		workers.forEach(Workshop.Stop::letGo);
		half.forEach(Workshop.Stop::awaitArrival);

		IntStream.range(0, 40).forEach((index) -> ask("denis", "ever-late-" + index));
		half.forEach(Workshop.Stop::letGo);

		List<String> made = this.journey.until(() -> this.workshop.journal("ever-"),
				(journal) -> journal.size() == WORKERS + 20 + 40);
		int lastEarly = IntStream.range(0, 20)
			.map((index) -> made.indexOf("make ever-early-" + index))
			.max()
			.orElseThrow();
		assertThat(made.subList(0, lastEarly).stream().filter((entry) -> entry.contains("late")))
			.as("who comes late begins in the round that the queue is in by then")
			.hasSizeLessThan(20 - 8 + WORKERS);
	}

	@Test
	void showsApproversTheOldestOfEachPersonFirst() {
		List<Long> many = IntStream.range(0, 60)
			.mapToObj((index) -> ask("dana", Kit.of("shown-" + index).approvedBy(Approval.OPS)).number())
			.toList();
		long one = ask("denis", Kit.of("shown-one").approvedBy(Approval.OPS)).number();
		Browser browser = new Browser(this.stage.portalUri(0));
		browser.signIn("olga");

		List<Long> shown = Pattern.compile("id=\"queue-([0-9]+)\"")
			.matcher(browser.get("/queue").body())
			.results()
			.map((line) -> Long.valueOf(line.group(1)))
			.toList();

		assertThat(shown).hasSize(50).startsWith(many.getFirst(), one, many.get(1), many.get(2));
	}

	/** Holds every worker at a thing of its own, so that what is asked now queues up. */
	private List<Workshop.Stop> keepWorkersBusy(String name) {
		List<Workshop.Stop> stops = IntStream.range(0, WORKERS).mapToObj((index) -> {
			Workshop.Stop stop = this.workshop.stop(name + index);
			ask("olga", name + index);
			return stop;
		}).toList();
		stops.forEach(Workshop.Stop::awaitArrival);
		return stops;
	}

	private ServiceRequest ask(String person, String thing) {
		return ask(person, Kit.of(thing));
	}

	private ServiceRequest ask(String person, Kit kit) {
		Wish wish = this.bench.wish(person, kit);
		Considered considered = this.submissions.consider(wish);
		return this.submissions.submit(wish, considered, "because", UUID.randomUUID().toString());
	}

}
