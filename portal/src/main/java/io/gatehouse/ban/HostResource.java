package io.gatehouse.ban;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.gatehouse.ban.agent.Hosts;
import io.gatehouse.ban.agent.Hosts.Host;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.SecretStore;
import io.gatehouse.request.Text;

/**
 * A host that may fetch the list of bans, with a token of its own. The token is made here
 * and goes into the secret store; the portal keeps its digest only.
 */
final class HostResource implements Resource {

	static final String KIND = "host";

	private static final String GROUP = "group";

	private static final String TOKEN = "token";

	private static final String STORED = "in the secret store";

	private static final String DIGEST = "sha256";

	private static final int TOKEN_BYTES = 32;

	private final Hosts hosts;

	private final ListRefresh refresh;

	private final SecretStore secrets;

	private final String name;

	private final SortedMap<String, String> desired;

	HostResource(Hosts hosts, ListRefresh refresh, SecretStore secrets, String name, Map<String, String> desired) {
		this.hosts = hosts;
		this.refresh = refresh;
		this.secrets = secrets;
		this.name = name;
		this.desired = new TreeMap<>(desired);
	}

	static Map<String, String> desired(String group) {
		return Map.of(GROUP, group, TOKEN, STORED);
	}

	/** Where a host's token is kept. */
	static String secret(String host) {
		return "ban-hosts/" + host + "/token";
	}

	@Override
	public Key key() {
		return new Key(BanSystem.NAME, KIND, this.name);
	}

	@Override
	public SortedMap<String, String> desired() {
		return new TreeMap<>(this.desired);
	}

	@Override
	public State read(Context context) {
		return this.hosts.find(this.name)
			.map((host) -> State.present(attributes(host)).at(URI.create("/bans/hosts")))
			.orElseGet(State::absent);
	}

	private Map<String, String> attributes(Host host) {
		Map<String, String> attributes = new TreeMap<>(Map.of(GROUP, host.group()));
		stored().ifPresent((digest) -> attributes.put(TOKEN, STORED));
		return attributes;
	}

	/** The digest of the token that is kept, where the host can log in with it. */
	private Optional<String> stored() {
		return this.secrets.labels(secret(this.name))
			.map((labels) -> labels.getOrDefault(DIGEST, ""))
			.filter((digest) -> this.hosts.knows(this.name, digest));
	}

	@Override
	public Outcome apply(Context context) {
		context.beforeWrite();
		String digest = stored().orElseGet(this::store);
		context.beforeWrite();
		this.hosts.put(this.name, this.desired.getOrDefault(GROUP, ""), digest);
		this.refresh.soon();
		return Outcome.done();
	}

	/** Kept before it is good for anything: who dies in between leaves no open door. */
	private String store() {
		byte[] random = new byte[TOKEN_BYTES];
		new SecureRandom().nextBytes(random);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
		String digest = Hosts.sha256(token);
		this.secrets.put(secret(this.name), Map.of(TOKEN, token), Map.of(DIGEST, digest));
		return digest;
	}

	@Override
	public Outcome remove(Context context) {
		context.beforeWrite();
		this.hosts.remove(this.name);
		this.secrets.remove(secret(this.name));
		return Outcome.done();
	}

	@Override
	public Optional<Text> removalNote(Context context) {
		return Optional.of(Text.of("ban.host.removal", this.name));
	}

	@Override
	public String toString() {
		return key().toString();
	}

}
