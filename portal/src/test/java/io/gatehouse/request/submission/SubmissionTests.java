package io.gatehouse.request.submission;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Field;
import io.gatehouse.request.Kits.Approval;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnBench
class SubmissionTests {

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Autowired
	Submissions submissions;

	@Autowired
	Sendings sendings;

	@Autowired
	Stage stage;

	@Test
	void makesOneRequestOfOneFormHoweverOftenItIsSent() throws Exception {
		Wish wish = this.bench.wish("dana", Kit.of("twenty"));
		Considered considered = this.submissions.consider(wish);
		Callable<ServiceRequest> send = () -> this.submissions.submit(wish, considered, "because", "one-form");
		Set<Long> numbers;
		try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
			List<Future<ServiceRequest>> sent = threads.invokeAll(Stream.generate(() -> send).limit(20).toList());
			numbers = sent.stream().map(Future::resultNow).map(ServiceRequest::number).collect(Collectors.toSet());
		}
		assertThat(numbers).hasSize(1);
		ServiceRequest request = this.journey.read(numbers.iterator().next());
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(this.workshop.journal("twenty")).containsExactly("make twenty");
		assertThat(this.bench.audited(request)).containsOnlyOnce("REQUEST_SUBMITTED");
	}

	@Test
	void makesNothingForAnAccountWhoseUserNameIsAnothersByNow() {
		Wish wish = this.bench.wish("dana", Kit.of("renamed")).by(this.journey.earlier("dana"));
		Considered considered = this.submissions.consider(wish);
		String submission = UUID.randomUUID().toString();
		assertThatExceptionOfType(NotYours.class)
			.isThrownBy(() -> this.submissions.submit(wish, considered, "because", submission));
		assertThat(this.submissions.sent(wish, "because", submission)).isEmpty();
	}

	@Test
	void makesAnotherRequestOfAFormThatWasChangedInBetween() throws Exception {
		Callable<ServiceRequest> one = () -> send(undecided("changed-one"), "because", "two-forms");
		Callable<ServiceRequest> other = () -> send(undecided("changed-other"), "because", "two-forms");
		try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
			Set<String> made = threads
				.invokeAll(Stream.generate(() -> List.of(one, other)).limit(5).flatMap(List::stream).toList())
				.stream()
				.map(Future::resultNow)
				.map((request) -> request.number() + (request.form().contains("changed-one") ? " one" : " other"))
				.collect(Collectors.toSet());
			assertThat(made).hasSize(2)
				.anyMatch((request) -> request.endsWith(" one"))
				.anyMatch((request) -> request.endsWith(" other"));
		}
		assertThat(send(undecided("changed-one"), "said otherwise", "two-forms").reason()).isEqualTo("said otherwise");
	}

	private static Kit undecided(String name) {
		return Kit.of(name).approvedBy(Approval.OPS);
	}

	@Test
	void makesAnotherRequestWhereTheFirstOneCameToNothing() {
		ServiceRequest first = waiting("again");
		assertThat(waiting("again").number()).isEqualTo(first.number());
		this.bench.withdraw(first, "dana");
		ServiceRequest second = waiting("again");
		assertThat(second.number()).isGreaterThan(first.number());
		this.bench.withdraw(second, "dana");
		ServiceRequest third = waiting("again");
		assertThat(third.number()).isGreaterThan(second.number());
		assertThat(waiting("again").number()).isEqualTo(third.number());
	}

	private ServiceRequest waiting(String name) {
		return send(undecided(name), "because", "form-of-" + name);
	}

	@Test
	void makesAnotherRequestWhereTheFirstOneIsLongDone() {
		ServiceRequest first = send(Kit.of("long-done"), "because", "long-done");
		this.journey.await(first, RequestState.SUCCEEDED);
		Asset asset = this.journey.asset(first);
		ServiceRequest repair = repair(asset);
		this.journey.await(repair, RequestState.SUCCEEDED);
		assertThat(repair(asset).number()).isEqualTo(repair.number());
		this.stage.sql("update service_request set ended_at = now() - interval '11 minutes' where number = "
				+ repair.number());
		ServiceRequest another = repair(asset);
		assertThat(another.number()).isGreaterThan(repair.number());
		this.journey.await(another, RequestState.SUCCEEDED);
	}

	private ServiceRequest repair(Asset asset) {
		return send(this.bench.wish("dana", asset, Verb.REPAIR, this.bench.kit(asset)), "because", "repair");
	}

	@Test
	void changesBackWhatWasChangedTwice() {
		Asset asset = this.bench.have("dana", Kit.of("to-and-fro"));
		ServiceRequest blue = paint(asset, "blue");
		assertThat(paint(asset, "blue").number()).as("sent twice").isEqualTo(blue.number());
		paint(asset, "green");
		assertThat(paint(asset, "blue").number()).isGreaterThan(blue.number());
		assertThat(this.workshop.colour("to-and-fro")).hasValue("blue");
	}

	private ServiceRequest paint(Asset asset, String colour) {
		Asset now = this.journey.asset(asset.id());
		ServiceRequest request = send(this.bench.wish("dana", now, Verb.CHANGE, this.bench.kit(now).painted(colour)),
				"because", "paint");
		return this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void tellsFilesOfOneNameFromEachOther() {
		assertThat(sending("11")).isEqualTo(sending("11")).isNotEqualTo(sending("22"));
	}

	private String sending(String sum) {
		Wish kit = this.bench.wish("dana", Kit.of("any"));
		return this.sendings
			.of(Wish.create(kit.known(), new WithFile(new Field.Upload(sum, "bans.txt", 7, sum, 1)), kit.person()), "",
					"files")
			.submission();
	}

	/** A form with a file. */
	record WithFile(Field.Upload file) {
	}

	private ServiceRequest send(Kit kit, String reason, String number) {
		return send(this.bench.wish("dana", kit), reason, number);
	}

	private ServiceRequest send(Wish wish, String reason, String number) {
		return this.submissions.submit(wish, this.submissions.consider(wish), reason, number);
	}

	@Test
	void makesTwoRequestsOfTwoForms() {
		ServiceRequest first = this.bench.ask("dana", Kit.of("form-one"));
		ServiceRequest second = this.bench.ask("dana", Kit.of("form-two"));
		assertThat(first.number()).isNotEqualTo(second.number());
		this.journey.await(first, RequestState.SUCCEEDED);
		this.journey.await(second, RequestState.SUCCEEDED);
	}

}
