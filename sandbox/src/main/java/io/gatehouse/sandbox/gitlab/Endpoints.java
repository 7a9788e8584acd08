package io.gatehouse.sandbox.gitlab;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Router;

/**
 * Puts actions behind routes: authenticated, one at a time, and answered only after what
 * they changed was written.
 */
final class Endpoints {

	/** What an endpoint of the API does. */
	@FunctionalInterface
	interface Action {

		Answer run(Call call);

	}

	/** What an endpoint outside the API does. */
	@FunctionalInterface
	interface Plain {

		Answer run(Exchange exchange);

	}

	private static final String API = "/api/v4";

	private final Router router;

	private final Store store;

	private final Directory directory;

	private final Authentication authentication;

	private final Clock clock;

	private final URI external;

	Endpoints(Router router, Store store, Directory directory, Clock clock, URI external) {
		this.router = router;
		this.store = store;
		this.directory = directory;
		this.authentication = new Authentication(directory, clock);
		this.clock = clock;
		this.external = external;
	}

	/** Adds an endpoint of the API; the scopes are further ones that do beside api. */
	Endpoints api(String method, String path, Action action, String... scopes) {
		this.router.on(method, API + path,
				(exchange) -> answer(exchange,
						() -> action.run(new Call(exchange, Params.of(exchange),
								this.authentication.ofApi(exchange, List.of(scopes)), this.directory, this.clock,
								this.external))));
		return this;
	}

	/** Adds the same endpoint below projects and below groups. */
	Endpoints both(String method, String path, Action action) {
		return api(method, "/projects/{id}" + path, action).api(method, "/groups/{id}" + path, action);
	}

	/** Adds an endpoint that looks after authentication itself. */
	Endpoints plain(String method, String path, Plain action) {
		this.router.on(method, path, (exchange) -> answer(exchange, () -> action.run(exchange)));
		return this;
	}

	private void answer(Exchange exchange, Supplier<Answer> work) {
		exchange.body(); // before the lock: a slow sender must hold up nobody else
		boolean reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
		Answer answer = reads ? this.store.read(work) : this.store.write(work);
		answer.send(exchange);
	}

}
