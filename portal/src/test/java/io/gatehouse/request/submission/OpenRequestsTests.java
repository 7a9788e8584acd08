package io.gatehouse.request.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Approval;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.Text;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** How many requests one person may have open at once. */
@OnBench
@TestPropertySource(properties = { "gatehouse.requests.most-open=10", "db-scheduler.threads=4" })
class OpenRequestsTests {

	@Autowired
	Bench bench;

	@Autowired
	Journey journey;

	@Autowired
	Workshop workshop;

	@Autowired
	Submissions submissions;

	@Autowired
	ServiceRequests requests;

	@Test
	void takesNoMoreThanThereIsRoomForHoweverManyComeAtOnce() throws Exception {
		List<Callable<Boolean>> twenty = IntStream.range(0, 20)
			.mapToObj((index) -> taken("dana", waiting("room-" + index), UUID.randomUUID().toString()))
			.toList();

		assertThat(together(twenty)).filteredOn((taken) -> taken).hasSize(10);
		assertThat(this.requests.countOpen("dana")).isEqualTo(10);
	}

	@Test
	void saysWhatToDoAndLetsOneInForEachThatIsWithdrawn() {
		List<ServiceRequest> open = IntStream.range(0, 10)
			.mapToObj((index) -> this.bench.ask("denis", waiting("word-" + index)))
			.toList();

		assertThat(this.bench.consider("denis", waiting("word-10")).problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.text().key()).isEqualTo("request.too-many-open"));
		Wish fresh = this.bench.wish("denis", waiting("word-1").painted("blue"));
		Wish again = Wish.again(open.get(1), null, fresh.known(), fresh.form(), fresh.person());
		this.submissions.revise(open.get(1).number(), again, this.submissions.consider(again), "once more");

		this.bench.withdraw(open.getFirst(), "denis");

		assertThat(this.bench.ask("denis", waiting("word-10"))).isNotNull();
		assertThat(this.bench.consider("olga", waiting("word-11")).problems()).as("another person's").isEmpty();
	}

	@Test
	void takesTheLastRoomOnceForOneFormHoweverOftenItIsSent() throws Exception {
		IntStream.range(0, 9).forEach((index) -> this.bench.ask("mira", waiting("last-" + index)));
		Callable<Boolean> send = taken("mira", waiting("last-9"), "last-room");

		assertThat(together(Stream.generate(() -> send).limit(20).toList())).as("each is led to the one request")
			.containsOnly(true);
		assertThat(this.requests.countOpen("mira")).isEqualTo(10);
	}

	@Test
	void triesAgainNoMoreThanThereIsRoomFor() {
		this.workshop.refuse("stopped-thing");
		ServiceRequest stopped = this.bench.ask("oscar", Kit.of("stopped-thing"));
		this.journey.await(stopped, RequestState.FAILED);
		List<ServiceRequest> open = IntStream.range(0, 10)
			.mapToObj((index) -> this.bench.ask("oscar", waiting("full-" + index)))
			.toList();
		this.workshop.heal("stopped-thing");

		assertThat(refusal(() -> this.journey.retry(stopped, "oscar")).key()).isEqualTo("request.too-many-open");
		assertThat(refusal(() -> this.journey.retry(stopped, "olga")).key()).isEqualTo("request.too-many-open-of");

		this.bench.withdraw(open.getFirst(), "oscar");
		this.journey.retry(stopped, "oscar");
		this.journey.await(stopped, RequestState.SUCCEEDED);
	}

	private static Text refusal(ThrowingCallable call) {
		return catchThrowableOfType(Conflict.class, call).words();
	}

	private static Kit waiting(String thing) {
		return Kit.of(thing).approvedBy(Approval.OPS);
	}

	private Callable<Boolean> taken(String person, Kit kit, String submission) {
		Wish wish = this.bench.wish(person, kit);
		Considered considered = this.submissions.consider(wish);
		return () -> {
			try {
				this.submissions.submit(wish, considered, "because", submission);
				return true;
			}
			catch (Conflict ex) {
				assertThat(ex.words().key()).isEqualTo("request.too-many-open");
				return false;
			}
		};
	}

	private static List<Boolean> together(List<Callable<Boolean>> calls) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
			List<Boolean> done = new ArrayList<>();
			for (Future<Boolean> call : threads.invokeAll(calls)) {
				done.add(call.get());
			}
			return done;
		}
	}

}
