package io.gatehouse.ban.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The portal as a host sees it, which can also go away, lie, stammer and forget. */
final class TestPortal implements AutoCloseable {

	static final String TOKEN = "gh-ban-agent_Test.0123456789";

	private final String address;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final List<Map<String, String>> reports = new CopyOnWriteArrayList<>();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final List<Segment> history = new ArrayList<>();

	private UnaryOperator<String> spoil = UnaryOperator.identity();

	private int status = 200;

	private HttpServer server;

	private int port;

	TestPortal(String address) {
		this.address = address;
		comeBack();
	}

	String url() {
		return "http://" + this.address + ":" + this.port;
	}

	/** The next version: the first as a whole, all others as changes. */
	synchronized TestPortal publish(BanList list) {
		if (this.history.isEmpty()) {
			this.history.add(Segment.full(1, list));
		}
		else {
			Segment last = this.history.getLast();
			this.history.add(Segment.delta(last.version() + 1, last.digest(), last.after(), list));
		}
		notifyAll();
		return this;
	}

	/**
	 * Starts a new history with this segment: hosts that have another list get it whole.
	 */
	synchronized TestPortal publish(Segment full) {
		this.history.clear();
		this.history.add(full);
		notifyAll();
		return this;
	}

	/** The last list as a whole, of this version. */
	synchronized TestPortal compact(int version) {
		return publish(Segment.full(version, this.history.getLast().after()));
	}

	/** Changes each list on its way; what it answers is sent as if it were whole. */
	synchronized TestPortal spoil(UnaryOperator<String> spoil) {
		this.spoil = spoil;
		return this;
	}

	/** Answers all questions with this status; 200 ends it. */
	synchronized TestPortal answer(int status) {
		this.status = status;
		return this;
	}

	TestPortal goAway() {
		this.server.stop(0);
		return this;
	}

	TestPortal comeBack() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(this.address, this.port), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.port = this.server.getAddress().getPort();
		this.server.createContext("/agents/bans", this::bans);
		this.server.createContext("/agents/report", this::report);
		this.server.setExecutor(this.threads);
		this.server.start();
		return this;
	}

	synchronized String digest() {
		return this.history.getLast().digest();
	}

	synchronized int version() {
		return this.history.getLast().version();
	}

	List<Map<String, String>> reports() {
		return this.reports;
	}

	/** The last report; none is none. */
	Map<String, String> report() {
		return this.reports.isEmpty() ? Map.of() : this.reports.getLast();
	}

	/** The queries of all questions so far. */
	List<String> asked() {
		return this.asked;
	}

	private void bans(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.asked.add(exchange.getRequestURI().getQuery());
			int wait = Integer.parseInt(fields(exchange.getRequestURI().getQuery()).get("wait"));
			String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
			Answer answer = authorized(exchange) ? answer((tag != null) ? tag.replace("\"", "") : "", wait)
					: new Answer(401, "", "");
			if (answer.status != 200 && answer.status != 304) {
				exchange.getResponseHeaders().set("Retry-After", "1");
			}
			byte[] body = answer.body.getBytes(StandardCharsets.US_ASCII);
			exchange.getResponseHeaders().set("ETag", '"' + answer.digest + '"');
			exchange.sendResponseHeaders(answer.status, (body.length == 0) ? -1 : body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private synchronized Answer answer(String digest, int wait) {
		long deadline = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
		while (this.status == 200 && digest().equals(digest) && System.nanoTime() < deadline) {
			try {
				wait(50);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return new Answer(503, "", "");
			}
		}
		if (this.status != 200) {
			return new Answer(this.status, "", "");
		}
		if (digest().equals(digest)) {
			return new Answer(304, digest, "");
		}
		int from = 0;
		for (int i = 0; i < this.history.size(); i++) {
			if (this.history.get(i).digest().equals(digest)) {
				from = i + 1;
			}
		}
		StringBuilder body = new StringBuilder();
		this.history.subList(from, this.history.size()).forEach((segment) -> body.append(segment.text()));
		return new Answer(200, digest(), this.spoil.apply(body.append(this.history.getLast().end()).toString()));
	}

	private void report(HttpExchange exchange) throws IOException {
		try (exchange) {
			boolean authorized = authorized(exchange);
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			if (authorized) {
				this.reports.add(fields(body));
			}
			exchange.sendResponseHeaders(authorized ? 204 : 401, -1);
		}
	}

	private static boolean authorized(HttpExchange exchange) {
		return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
	}

	private static Map<String, String> fields(String form) {
		Map<String, String> fields = new HashMap<>();
		for (String field : form.split("&")) {
			String[] parts = field.split("=", 2);
			fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
		}
		return fields;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private record Answer(int status, String digest, String body) {
	}

}
