package io.gatehouse.security;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands before a system and remembers all that goes by. Where it is told to fail, its
 * answers repeat all that was sent, as careless servers do.
 */
final class Eavesdropper implements AutoCloseable {

	/** What each connection has for itself. */
	private static final Set<String> OWN = Set.of("host", "connection", "content-length", "transfer-encoding",
			"upgrade", "expect", "http2-settings");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<String> answers = new CopyOnWriteArrayList<>();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	/** Where to pass on to; nothing is behind it without one. */
	private volatile URI system;

	private volatile int failure;

	private volatile boolean losing;

	private Eavesdropper(HttpServer server) {
		this.server = server;
	}

	static Eavesdropper start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
			Eavesdropper eavesdropper = new Eavesdropper(server);
			server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
			server.createContext("/", eavesdropper::pass);
			server.start();
			return eavesdropper;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Eavesdropper before(Object address) {
		URI whole = URI.create(String.valueOf(address));
		this.system = URI.create(whole.getScheme() + "://" + whole.getAuthority());
		return this;
	}

	URI uri() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort());
	}

	/** All answers from now on have this status. */
	void fail(int status) {
		this.failure = status;
	}

	/** All is done from now on, but no answer arrives. */
	void loseReplies() {
		this.losing = true;
	}

	void heal() {
		this.failure = 0;
		this.losing = false;
	}

	List<String> answers() {
		return this.answers;
	}

	/** The heads and bodies of all that was asked. */
	List<String> asked() {
		return this.asked;
	}

	private void pass(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			String said = exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n"
					+ exchange.getRequestHeaders().entrySet() + "\n" + new String(body, StandardCharsets.UTF_8);
			this.asked.add(said);
			if (this.failure != 0) {
				byte[] repeated = JsonMapper.builder()
					.build()
					.writeValueAsBytes(Map.of("error", said, "message", said, "errors", List.of(said),
							"error_description", said, "ok", false));
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(this.failure, repeated.length);
				exchange.getResponseBody().write(repeated);
				return;
			}
			HttpResponse<byte[]> answer = forward(exchange, body);
			this.answers.add(new String(answer.body(), StandardCharsets.UTF_8));
			if (this.losing) {
				return;
			}
			answer.headers().map().forEach((name, values) -> {
				if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
					exchange.getResponseHeaders().put(name, values);
				}
			});
			exchange.sendResponseHeaders(answer.statusCode(), (answer.body().length == 0) ? -1 : answer.body().length);
			exchange.getResponseBody().write(answer.body());
		}
	}

	private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
		String query = exchange.getRequestURI().getRawQuery();
		String path = exchange.getRequestURI().getRawPath() + ((query != null) ? "?" + query : "");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.system + path))
			.method(exchange.getRequestMethod(),
					(body.length == 0) ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
		exchange.getRequestHeaders().forEach((name, values) -> {
			if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> request.header(name, value));
			}
		});
		try {
			return this.client.send(request.build(), BodyHandlers.ofByteArray());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.client.close();
	}

}
