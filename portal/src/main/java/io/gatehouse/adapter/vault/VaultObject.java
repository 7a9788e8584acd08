package io.gatehouse.adapter.vault;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something in Vault that is at one path. */
abstract class VaultObject implements Resource {

	protected final VaultServer server;

	protected final VaultProperties properties;

	private final Key key;

	private final SortedMap<String, String> desired;

	VaultObject(VaultServer server, VaultProperties properties, Key key, Map<String, String> desired) {
		this.server = server;
		this.properties = properties;
		this.key = key;
		this.desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
	}

	@Override
	public Key key() {
		return this.key;
	}

	@Override
	public SortedMap<String, String> desired() {
		return this.desired;
	}

	@Override
	public State read(Context context) {
		return attributes().map(this::state).orElse(State.absent());
	}

	private State state(SortedMap<String, String> attributes) {
		State state = State.present(attributes);
		URI ui = this.properties.uiUrl();
		String page = page();
		return (ui != null && page != null) ? state.at(URI.create(ui + page)) : state;
	}

	@Override
	public Outcome apply(Context context) {
		return write(context, this.desired);
	}

	@Override
	public Outcome remove(Context context) {
		Optional<State> before = context.before().filter(State::present);
		return before.isPresent() ? write(context, before.get().attributes()) : delete(context);
	}

	protected Outcome delete(Context context) {
		this.server.delete(context, path());
		return Outcome.done();
	}

	protected abstract String path();

	/** Its attributes as Vault has them; empty where it is not there. */
	protected Optional<SortedMap<String, String>> attributes() {
		return this.server.read(path()).map(this::attributes);
	}

	protected abstract SortedMap<String, String> attributes(JsonNode data);

	protected abstract Outcome write(Context context, SortedMap<String, String> attributes);

	/** Its page below the address of the web interface. */
	protected abstract @Nullable String page();

	@Override
	public String toString() {
		return this.key.toString();
	}

}
