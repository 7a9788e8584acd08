package io.gatehouse.adapter.gitlab;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.SecretStore;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * A deploy token of a project that lies in the secret store. GitLab shows it once: it is
 * there only where the store holds exactly the one that lives in GitLab.
 */
public final class GitlabDeployToken implements Resource {

	static final String KIND = "deploy token";

	private static final String SCOPES = "scopes";

	private static final String STORED_IN = "stored in";

	private static final String TOKEN_ID = "token-id";

	private final GitlabClient client;

	private final Places places;

	private final @Nullable SecretStore store;

	private final String project;

	private final String name;

	private final SortedMap<String, String> desired;

	GitlabDeployToken(GitlabClient client, @Nullable SecretStore store, String project, String name,
			Map<String, String> desired) {
		this.client = client;
		this.places = new Places(client);
		this.store = store;
		this.project = project;
		this.name = name;
		this.desired = new TreeMap<>(desired);
	}

	public GitlabDeployToken scopes(DeployTokenScope... scopes) {
		return with(this.store, SCOPES, words(Arrays.stream(scopes).map(DeployTokenScope::word)));
	}

	/** Keeps {@code username} and {@code token} under the path. */
	public GitlabDeployToken storedIn(SecretStore store, String secretPath) {
		return with(store, STORED_IN, secretPath);
	}

	private GitlabDeployToken with(@Nullable SecretStore store, String attribute, String value) {
		Map<String, String> more = new TreeMap<>(this.desired);
		more.put(attribute, value);
		return new GitlabDeployToken(this.client, store, this.project, this.name, more);
	}

	private static String words(Stream<String> scopes) {
		return scopes.sorted().distinct().collect(Collectors.joining(", "));
	}

	@Override
	public Key key() {
		return new Key(Gitlab.NAME, KIND, Gitlab.nameWithin(this.project, this.name));
	}

	@Override
	public SortedMap<String, String> desired() {
		return new TreeMap<>(this.desired);
	}

	@Override
	public State read(Context context) {
		Optional<Wire.Project> there = this.places.project(this.project);
		Optional<Wire.DeployToken> token = there.flatMap((project) -> stored(alive(project)));
		if (there.isEmpty() || token.isEmpty()) {
			return State.absent();
		}
		return State.present(Map.of(SCOPES, words(token.get().scopes().stream()), STORED_IN, path()))
			.at(this.client.page(there.get().pathWithNamespace(), there.get().webUrl()));
	}

	private List<Wire.DeployToken> alive(Wire.Project there) {
		return this.client
			.list(Wire.DeployToken.class, Map.of("active", true), "projects", Long.toString(there.id()),
					"deploy_tokens")
			.stream()
			.filter((token) -> token.name().equals(this.name) && token.alive())
			.toList();
	}

	/** The one of these that the store holds. */
	private Optional<Wire.DeployToken> stored(List<Wire.DeployToken> alive) {
		if (alive.isEmpty()) {
			return Optional.empty();
		}
		String id = store().labels(path()).map((labels) -> labels.get(TOKEN_ID)).orElse("");
		return alive.stream().filter((token) -> Long.toString(token.id()).equals(id)).findFirst();
	}

	@Override
	public Outcome apply(Context context) {
		Optional<Wire.Project> there = this.places.project(this.project);
		if (there.isEmpty()) {
			return Outcome.failed(Text.of("gitlab.project.missing", this.project));
		}
		List<Wire.DeployToken> alive = alive(there.get());
		Optional<Wire.DeployToken> good = stored(alive)
			.filter((token) -> words(token.scopes().stream()).equals(this.desired.get(SCOPES)));
		// The rest are of another shape, or were made by a call that was cut off before
		// they were stored: nobody knows them. They go before a new one comes, so that
		// there is never a second one.
		alive.stream()
			.filter((token) -> !good.equals(Optional.of(token)))
			.forEach((token) -> this.client.delete(context, path(there.get(), token), 404));
		if (good.isEmpty()) {
			store(context, there.get(), make(context, there.get()));
		}
		return Outcome.done();
	}

	private Wire.DeployToken make(Context context, Wire.Project there) {
		return this.client
			.post(context,
					Map.of("name", this.name, SCOPES, Arrays.asList(this.desired.getOrDefault(SCOPES, "").split(", "))),
					List.of("projects", Long.toString(there.id()), "deploy_tokens"))
			.as(Wire.DeployToken.class);
	}

	private void store(Context context, Wire.Project there, Wire.DeployToken token) {
		try {
			context.beforeWrite();
			store().put(path(),
					Map.of("username", Objects.requireNonNull(token.username(), "GitLab named no user"), "token",
							Objects.requireNonNull(token.token(), "GitLab showed no token")),
					Map.of(TOKEN_ID, Long.toString(token.id())));
		}
		catch (RuntimeException ex) {
			revokeUnknown(there, token, ex);
			throw ex;
		}
	}

	/** What could not be stored must not live on; the next apply would end it too. */
	private void revokeUnknown(Wire.Project there, Wire.DeployToken token, RuntimeException reason) {
		try {
			this.client.deleteOwn(path(there, token));
		}
		catch (RuntimeException ex) {
			reason.addSuppressed(ex);
		}
	}

	private static List<String> path(Wire.Project there, Wire.DeployToken token) {
		return List.of("projects", Long.toString(there.id()), "deploy_tokens", Long.toString(token.id()));
	}

	@Override
	public Outcome remove(Context context) {
		this.places.project(this.project)
			.ifPresent(
					(there) -> alive(there).forEach((token) -> this.client.delete(context, path(there, token), 404)));
		if (this.store != null && this.desired.containsKey(STORED_IN)) {
			context.beforeWrite();
			this.store.remove(path());
		}
		return Outcome.done();
	}

	private SecretStore store() {
		return Objects.requireNonNull(this.store, () -> "No secret store for " + key());
	}

	private String path() {
		return Objects.requireNonNull(this.desired.get(STORED_IN), () -> "No place in the secret store for " + key());
	}

	@Override
	public Optional<Text> removalNote(Context context) {
		return Optional.of(Text.of("gitlab.deploy-token.revoked", this.name, this.project));
	}

	@Override
	public String toString() {
		return key().toString();
	}

}
