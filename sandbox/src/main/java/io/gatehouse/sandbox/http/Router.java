package io.gatehouse.sandbox.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests to handlers by method and path pattern.
 *
 * <p>
 * A pattern is a path whose segments are literal or a {@code {name}}; a last segment
 * {@code {name**}} takes the rest. Segments are matched on the raw path and decoded after
 * that, so {@code /projects/a%2Fb} has one segment after {@code projects}, as GitLab has
 * it. The first route that was added and fits wins.
 */
public final class Router {

	static {
		// Seconds that a connection may rest. Real servers keep them for minutes, the
		// JDK's for half of one, and a client that sends just then sees its connection
		// closed.
		System.setProperty("sun.net.httpserver.idleInterval", "600");
	}

	/**
	 * Answers one request; what it throws as {@link HttpFault} becomes that response, all
	 * else a 500.
	 */
	@FunctionalInterface
	public interface Handler {

		void handle(Exchange exchange) throws Exception;

	}

	private record Route(String method, String[] segments, Handler handler) {

		@Nullable Map<String, String> match(String[] path) {
			Map<String, String> variables = new HashMap<>();
			for (int i = 0; i < segments.length; i++) {
				String segment = segments[i];
				if (segment.endsWith("**}")) {
					String rest = String.join("/", List.of(path).subList(Math.min(i, path.length), path.length));
					variables.put(segment.substring(1, segment.length() - 3), Exchange.decode(rest));
					return variables;
				}
				if (i >= path.length) {
					return null;
				}
				if (segment.startsWith("{")) {
					variables.put(segment.substring(1, segment.length() - 1), Exchange.decode(path[i]));
				}
				else if (!segment.equals(path[i])) {
					return null;
				}
			}
			return (path.length == segments.length) ? variables : null;
		}
	}

	private final List<Route> routes = new ArrayList<>();

	private final List<Handler> filters = new ArrayList<>();

	private Faults faults = Faults.none();

	private Handler fallback = (exchange) -> exchange.text(404, "not found");

	/** Adds a route; {@code method} is a verb or {@code *}. */
	public Router on(String method, String pattern, Handler handler) {
		this.routes.add(new Route(method, pattern.substring(1).split("/", -1), handler));
		return this;
	}

	/**
	 * Adds a handler that runs before every route; it ends the exchange by throwing or by
	 * answering.
	 */
	public Router before(Handler filter) {
		this.filters.add(filter);
		return this;
	}

	/** Sets what answers where no route fits. */
	public Router otherwise(Handler handler) {
		this.fallback = handler;
		return this;
	}

	/** Lets requests meet these faults before any filter or route. */
	public Router faults(Faults faults) {
		this.faults = faults;
		return this;
	}

	/**
	 * Starts to listen on loopback at the port (0: a free one), one virtual thread per
	 * request.
	 */
	public Running start(int port) {
		return start(port, (uri) -> {
		});
	}

	/** The same, for routes that can be added only when the address is known. */
	public Running start(int port, Consumer<URI> routes) {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
			server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
			server.createContext("/", (raw) -> {
				try (Exchange exchange = new Exchange(raw)) {
					serve(exchange);
				}
			});
			Running running = new Running(server);
			routes.accept(running.uri());
			server.start();
			return running;
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot listen on 127.0.0.1:" + port + ": " + ex.getMessage(), ex);
		}
	}

	private void serve(Exchange exchange) {
		try {
			if (meetsItsEnd(exchange)) {
				return;
			}
			for (Handler filter : this.filters) {
				filter.handle(exchange);
				if (exchange.answered()) {
					return;
				}
			}
			dispatch(exchange);
		}
		catch (HttpFault fault) {
			fault.answer(exchange);
		}
		catch (Exception ex) {
			System.getLogger(Router.class.getName())
				.log(System.Logger.Level.ERROR, exchange.method() + " " + exchange.rawPath(), ex);
			exchange.text(500, "the stand-in itself failed: " + ex);
		}
	}

	private boolean meetsItsEnd(Exchange exchange) throws InterruptedException {
		return switch (this.faults.meet(exchange)) {
			case null -> false;
			case Faults.Answer answer -> {
				answer.headers().forEach(exchange::with);
				new HttpFault(answer.status(), answer.body()).answer(exchange);
				yield true;
			}
			case Faults.Hang hang -> {
				Thread.sleep(hang.time());
				yield false;
			}
			case Faults.Drop drop -> {
				exchange.drop();
				yield true;
			}
			case Faults.LoseReply lost -> {
				exchange.loseReply();
				yield false;
			}
		};
	}

	private void dispatch(Exchange exchange) throws Exception {
		String[] path = exchange.rawPath().substring(1).split("/", -1);
		for (Route route : this.routes) {
			if (route.method().equals("*") || route.method().equals(exchange.method())) {
				Map<String, String> variables = route.match(path);
				if (variables != null) {
					exchange.variables(variables);
					route.handler().handle(exchange);
					return;
				}
			}
		}
		this.fallback.handle(exchange);
	}

	/** A listening server. */
	public record Running(HttpServer server) implements AutoCloseable {

		public URI uri() {
			return URI.create("http://localhost:" + this.server.getAddress().getPort());
		}

		@Override
		public void close() {
			this.server.stop(0);
		}
	}

}
