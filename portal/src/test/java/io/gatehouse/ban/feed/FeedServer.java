package io.gatehouse.ban.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A server of feeds, which answers as it is told and remembers what it was asked. */
public final class FeedServer implements AutoCloseable {

	private final HttpServer server;

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final List<Long> at = new CopyOnWriteArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile Answer answer = new Answer(404, "", Map.of());

	private volatile boolean holding;

	private FeedServer(HttpServer server) {
		this.server = server;
	}

	public static FeedServer start() {
		try {
			HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			FeedServer server = new FeedServer(http);
			http.createContext("/", server::handle);
			http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
			http.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** An answer; status 0 hangs up in its midst. */
	private record Answer(int status, String body, Map<String, String> headers) {
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.at.add(System.nanoTime());
			Answer now = this.answer;
			String etag = now.headers().get("ETag");
			this.asked.add(exchange.getRequestURI().getPath() + "?" + exchange.getRequestURI().getQuery() + " "
					+ exchange.getRequestHeaders().getFirst("X-Api-Key"));
			if (this.holding) {
				awaitClose();
				return;
			}
			now.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
			if (etag != null && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
				exchange.sendResponseHeaders(304, -1);
				return;
			}
			byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders((now.status() == 0) ? 200 : now.status(), body.length + 1);
			exchange.getResponseBody().write(body);
			if (now.status() != 0) {
				exchange.getResponseBody().write('\n');
			}
		}
	}

	private void awaitClose() {
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Takes what is asked from now on, and answers nothing until it is closed. */
	void holds() {
		this.holding = true;
	}

	public void answers(String... lines) {
		answers(200, String.join("\n", lines), Map.of());
	}

	public void answers(int status, String body, Map<String, String> headers) {
		this.answer = new Answer(status, body, headers);
	}

	/** What was asked last: the path, the query, and the key. */
	String lastAsked() {
		return this.asked.getLast();
	}

	int times() {
		return this.asked.size();
	}

	/** How long after one call the next one came; the first is number 0. */
	Duration pauseAfter(int call) {
		return Duration.ofNanos(this.at.get(call + 1) - this.at.get(call));
	}

	public String url() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/list";
	}

	/** So many addresses, none next to another. */
	public static String[] addresses(String prefix, int count) {
		String[] lines = new String[count];
		Arrays.setAll(lines, (index) -> prefix + "." + index / 125 + "." + index % 125 * 2);
		return lines;
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
	}

}
