package io.gatehouse.ban.ingress;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Router;

/** Stands before a cluster, and can keep calls from it. */
final class Gate implements AutoCloseable {

	private final HttpClient client = HttpClient.newHttpClient();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final CountDownLatch held = new CountDownLatch(1);

	private final List<String> passed = new CopyOnWriteArrayList<>();

	private final URI cluster;

	private final Router.Running server;

	private volatile Predicate<String> holding = (call) -> false;

	private volatile Predicate<String> refusing = (call) -> false;

	Gate(URI cluster) {
		this.cluster = cluster;
		this.server = new Router().otherwise(this::pass).start(0);
	}

	URI uri() {
		return this.server.uri();
	}

	/** Lets a call, by its verb and path, wait for an answer that never comes. */
	Gate holds(String call) {
		this.holding = call::equals;
		return this;
	}

	/** Answers a call, by its verb and path, as a cluster that is overloaded. */
	Gate refuses(String call) {
		this.refusing = call::equals;
		return this;
	}

	/** Whether a call was held. */
	boolean hasHeld() {
		return this.held.getCount() == 0;
	}

	/** The writes that reached the cluster, in order. */
	List<String> writes() {
		return this.passed.stream().filter((call) -> !call.startsWith("GET ")).toList();
	}

	private void pass(Exchange exchange) throws IOException, InterruptedException {
		String call = exchange.method() + " " + exchange.rawPath();
		if (this.holding.test(call)) {
			this.held.countDown();
			this.closed.await();
			exchange.drop();
			return;
		}
		if (this.refusing.test(call)) {
			exchange.json(503, Map.of("kind", "Status", "code", 503, "message", "busy"));
			return;
		}
		String query = exchange.rawQuery();
		HttpRequest.Builder request = HttpRequest
			.newBuilder(this.cluster.resolve(exchange.rawPath() + ((query != null) ? "?" + query : "")))
			.method(exchange.method(), BodyPublishers.ofByteArray(exchange.body()));
		Stream.of("Authorization", "Content-Type", "Accept").forEach((header) -> {
			String value = exchange.header(header);
			if (value != null) {
				request.header(header, value);
			}
		});
		HttpResponse<byte[]> response = this.client.send(request.build(), BodyHandlers.ofByteArray());
		this.passed.add(call);
		exchange.send(response.statusCode(), response.headers().firstValue("Content-Type").orElse(null),
				response.body());
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.close();
		this.client.close();
	}

}
