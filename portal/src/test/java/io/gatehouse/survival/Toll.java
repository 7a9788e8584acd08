package io.gatehouse.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands between portals and one system: lets everything through, and tells the watch
 * right before a write is handled and right after, with the answer still held back.
 */
final class Toll implements AutoCloseable {

	private static final Set<String> READS = Set.of("GET", "HEAD", "LIST");

	/** What each connection has for itself. */
	private static final Set<String> OWN = Set.of("host", "connection", "content-length", "transfer-encoding",
			"upgrade", "expect", "http2-settings");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final HttpServer server;

	private final String name;

	private final URI system;

	private final Watch watch;

	private Toll(String name, URI system, Watch watch) {
		this.name = name;
		this.system = system;
		this.watch = watch;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/", this::pass);
		this.server.start();
	}

	static Toll before(String name, URI system, Watch watch) {
		return new Toll(name, system, watch);
	}

	/** A door with nothing behind it: each call is a point. */
	static Toll milestones(Watch watch) {
		return new Toll("", URI.create("http://localhost"), watch);
	}

	private void pass(HttpExchange exchange) throws IOException {
		try (exchange) {
			if (this.name.isEmpty()) {
				if (this.watch.at(exchange.getRequestURI().getPath().substring(1).replace('/', ' '))) {
					exchange.sendResponseHeaders(204, -1);
				}
				return;
			}
			boolean write = !READS.contains(exchange.getRequestMethod());
			String point = this.name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
			byte[] body = exchange.getRequestBody().readAllBytes();
			if (write && !this.watch.at("before " + point)) {
				return;
			}
			HttpResponse<byte[]> answer = forward(exchange, body);
			if (write && !this.watch.at("after " + point)) {
				return;
			}
			answer(exchange, answer);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
		URI asked = exchange.getRequestURI();
		String query = (asked.getRawQuery() != null) ? "?" + asked.getRawQuery() : "";
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.system + asked.getRawPath() + query))
			.method(exchange.getRequestMethod(),
					(body.length > 0) ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody());
		exchange.getRequestHeaders()
			.forEach((header, values) -> values.stream()
				.filter((value) -> !OWN.contains(header.toLowerCase(Locale.ROOT)))
				.forEach((value) -> request.header(header, value)));
		return this.client.send(request.build(), BodyHandlers.ofByteArray());
	}

	private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
		answer.headers()
			.map()
			.forEach((header, values) -> values.stream()
				.filter((value) -> !OWN.contains(header.toLowerCase(Locale.ROOT)))
				.forEach((value) -> exchange.getResponseHeaders().add(header, value)));
		byte[] body = answer.body();
		exchange.sendResponseHeaders(answer.statusCode(), (body.length > 0) ? body.length : -1);
		if (body.length > 0) {
			exchange.getResponseBody().write(body);
		}
	}

	URI uri() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort());
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.client.close();
	}

}
