package io.gatehouse.sandbox.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.gatehouse.sandbox.http.Faults.Fault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FaultsTests {

	private final AtomicInteger handled = new AtomicInteger();

	private final Faults faults = Faults.none();

	@AutoClose
	private final HttpClient client = HttpClient.newHttpClient();

	@AutoClose
	private final Router.Running server = new Router().faults(this.faults).on("POST", "/things/{id}", (exchange) -> {
		this.handled.incrementAndGet();
		exchange.json(201, Map.of("id", exchange.path("id")));
	}).start(0);

	private HttpResponse<String> post(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create(this.server.uri() + path))
			.timeout(Duration.ofSeconds(5))
			.POST(BodyPublishers.ofString("{}"))
			.build(), BodyHandlers.ofString());
	}

	@Test
	void answersInPlaceOfTheHandlerSoManyTimes() throws Exception {
		this.faults.next(2, "POST", "/things/.*", Fault.retryLater(Duration.ofSeconds(7)));
		HttpResponse<String> first = post("/things/1");
		assertThat(first.statusCode()).isEqualTo(429);
		assertThat(first.headers().firstValue("Retry-After")).hasValue("7");
		assertThat(post("/things/1").statusCode()).isEqualTo(429);
		assertThat(post("/things/1").statusCode()).isEqualTo(201);
		assertThat(this.handled).hasValue(1);
		assertThat(this.faults.isSpent()).isTrue();
		assertThat(this.faults.struck()).isEqualTo(2);
	}

	@Test
	void leavesOtherRequestsAlone() throws Exception {
		this.faults.next(1, "POST", "/things/2", Fault.answer(503, Map.of("message", "down")));
		assertThat(post("/things/1").statusCode()).isEqualTo(201);
		assertThat(post("/things/2").body()).isEqualTo("{\"message\":\"down\"}");
	}

	@Test
	void dropsBeforeHandling() {
		this.faults.next(1, "*", ".*", Fault.drop());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> post("/things/1"));
		assertThat(this.handled).hasValue(0);
	}

	@Test
	void losesTheReplyAfterHandling() {
		this.faults.next(1, "*", ".*", Fault.loseReply());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> post("/things/1"))
			.isNotInstanceOf(HttpTimeoutException.class);
		assertThat(this.handled).hasValue(1);
	}

	@Test
	void hangsAndGoesOn() throws Exception {
		this.faults.next(1, "*", ".*", Fault.hang(Duration.ofMillis(200)));
		long start = System.nanoTime();
		assertThat(post("/things/1").statusCode()).isEqualTo(201);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void strikesTheSameShareForTheSameSeed() throws Exception {
		List<Integer> first = strikes();
		this.faults.clear();
		assertThat(strikes()).isEqualTo(first).contains(201, 500);
		this.faults.clear();
		assertThat(post("/things/1").statusCode()).isEqualTo(201);
	}

	private List<Integer> strikes() throws Exception {
		this.faults.percent(30, 42, (exchange) -> true, Fault.answer(500, "broken"));
		List<Integer> statuses = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			statuses.add(post("/things/1").statusCode());
		}
		return statuses;
	}

}
