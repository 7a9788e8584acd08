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
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.approval.NotYours;
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
		assertThat(this.submissions.sent(wish.person(), submission)).isEmpty();
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
