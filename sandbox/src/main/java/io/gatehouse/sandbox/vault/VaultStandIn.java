package io.gatehouse.sandbox.vault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Router;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers as Vault 1.17 does, for KV version 2, policies, tokens and the
 * Kubernetes login. What it keeps is not encrypted: it is for a laptop.
 */
public final class VaultStandIn implements AutoCloseable {

	/**
	 * How the stand-in is set up.
	 *
	 * @param port 0 for a free one
	 * @param folder where its state is kept; null keeps it in memory
	 * @param rootToken the token that may do all
	 */
	public record Settings(int port, @Nullable Path folder, String rootToken, Clock clock) {
	}

	private final Router.Running server;

	private VaultStandIn(Router.Running server) {
		this.server = server;
	}

	/** Starts to listen on loopback. */
	public static VaultStandIn start(Settings settings) {
		return start(settings, Faults.none());
	}

	/**
	 * Starts one in which things go wrong.
	 * @param faults what; may be changed while it runs
	 */
	public static VaultStandIn start(Settings settings, Faults faults) {
		Vault vault = new Vault(new Store(settings.folder()), settings.rootToken(), settings.clock());
		Router router = new Router().faults(faults)
			.on("*", "/v1/{path**}", vault::serve)
			.otherwise((exchange) -> exchange.json(404, java.util.Map.of("errors", java.util.List.of())));
		new Pages(vault).on(router);
		return new VaultStandIn(router.start(settings.port()));
	}

	/** Where it listens. */
	public URI uri() {
		return this.server.uri();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
