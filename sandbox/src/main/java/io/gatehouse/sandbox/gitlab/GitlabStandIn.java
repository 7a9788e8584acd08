package io.gatehouse.sandbox.gitlab;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Router;
import org.jspecify.annotations.Nullable;

/**
 * Plays GitLab's part on loopback: OAuth 2.0 and OpenID Connect, the parts of REST API v4
 * that the portal uses, and pages that show what came of it.
 */
public final class GitlabStandIn implements AutoCloseable {

	/**
	 * How to start.
	 *
	 * @param port where to listen on loopback; 0: a free port
	 * @param folder where the state is kept; null: in memory only
	 * @param clientId the id of the one OAuth application
	 * @param clientSecret its secret
	 * @param redirectUris the addresses that it may be sent back to, exactly
	 * @param adminToken the access token of the administrator {@code gatehouse}, with
	 * scopes api, sudo and admin_mode
	 * @param clock the time of all dates and expiries
	 */
	public record Settings(int port, @Nullable Path folder, String clientId, String clientSecret,
			List<String> redirectUris, String adminToken, Clock clock) {
	}

	private final Store store;

	private final Directory directory;

	private final Accounts accounts;

	private final Clock clock;

	private final Router.Running server;

	private GitlabStandIn(Settings settings, Faults faults) {
		this.store = Store.in(settings.folder());
		this.directory = new Directory(this.store.state());
		this.clock = settings.clock();
		this.accounts = new Accounts(this.directory, this.clock);
		this.store.write(() -> prepare(settings.adminToken()));
		Router router = new Router().faults(faults);
		this.server = router.start(settings.port(), (uri) -> route(router, uri, settings));
	}

	/** Starts; with an empty folder with a few people, groups and projects. */
	public static GitlabStandIn start(Settings settings, Faults faults) {
		return new GitlabStandIn(settings, faults);
	}

	private boolean prepare(String adminToken) {
		if (this.store.isFresh()) {
			new Seed(this.directory, this.clock).plant();
		}
		String digest = Secrets.digest(adminToken);
		if (this.store.state().accessTokens.stream().noneMatch((token) -> token.digest().equals(digest))) {
			this.accounts.token(user("gatehouse"), "portal", List.of("api", "sudo", "admin_mode"), null, adminToken);
		}
		return true;
	}

	private void route(Router router, URI uri, Settings settings) {
		Endpoints endpoints = new Endpoints(router, this.store, this.directory, this.clock, uri);
		OauthClient client = new OauthClient(settings.clientId(), settings.clientSecret(), settings.redirectUris());
		IdTokens idTokens = this.store.write(() -> new IdTokens(this.directory, this.clock, uri));
		Authentication authentication = new Authentication(this.directory, this.clock);
		new AuthorizeEndpoint(this.directory, client, this.clock).addTo(endpoints);
		new TokenEndpoint(this.directory, client, this.clock, idTokens).addTo(endpoints);
		new OpenidEndpoint(this.directory, authentication, idTokens, uri).addTo(endpoints);
		UsersApi.addTo(endpoints);
		PersonalTokensApi.addTo(endpoints);
		GroupsApi.addTo(endpoints);
		ProjectsApi.addTo(endpoints);
		MembersApi.addTo(endpoints);
		InvitationsApi.addTo(endpoints);
		ProtectionApi.addTo(endpoints);
		DeployTokensApi.addTo(endpoints);
		AccessTokensApi.addTo(endpoints);
		VariablesApi.addTo(endpoints);
		CommitsApi.addTo(endpoints);
		FilesApi.addTo(endpoints);
		RefsApi.addTo(endpoints);
		endpoints.api("GET", "/version", GitlabStandIn::version, "read_user");
		endpoints.plain("*", "/api/v4/{rest**}", (exchange) -> {
			throw Errors.error(404, "404 Not Found");
		});
		new AdminPage(this.directory, uri, this::cron).addTo(endpoints);
		new Pages(this.directory, uri, this.clock).addTo(endpoints);
	}

	private static Answer version(Call call) {
		call.caller();
		return Answer.ok(Map.of("version", "18.5.0-stand-in", "revision", "stand-in"));
	}

	/** Where it listens; also its external URL and the issuer of its ID tokens. */
	public URI uri() {
		return this.server.uri();
	}

	/** Blocks a user: every call with one of the user's tokens is then refused. */
	public void blockUser(String username) {
		change(() -> user(username).blocked = true);
	}

	/** Lets a user in again; the old tokens work again. */
	public void unblockUser(String username) {
		change(() -> user(username).blocked = false);
	}

	/** Ends a direct membership. */
	public void removeFromGroup(String username, String groupPath) {
		change(() -> existing(groupPath).members.remove(user(username).id));
	}

	/** Makes or changes a direct membership; the level is GitLab's number. */
	public void addToGroup(String username, String groupPath, int level) {
		change(() -> this.accounts.join(existing(groupPath), user(username), level, null, null));
	}

	/** Makes a personal access token and returns its value. */
	public String tokenFor(String username, String... scopes) {
		String value = Secrets.token("glpat-");
		change(() -> this.accounts.token(user(username), "test", List.of(scopes), null, value));
		return value;
	}

	/**
	 * Does what GitLab's nightly jobs do: ends memberships that expire today or expired
	 * before, and destroys what was marked for deletion 30 days ago.
	 */
	public void runNightlyCron() {
		change(this::cron);
	}

	private void cron() {
		LocalDate today = LocalDate.now(this.clock);
		Consumer<Node> expire = (node) -> node.members.values()
			.removeIf((member) -> member.expiresAt() != null && !member.expiresAt().isAfter(today));
		this.store.state().groups.values().forEach(expire);
		this.store.state().projects.values().forEach(expire);
		Deletion.destroyExpired(this.directory, today);
	}

	/** A project as it is now, under its present full path. */
	public Optional<ProjectSnapshot> project(String path) {
		return this.store.read(() -> Optional.ofNullable(this.directory.project(path))
			.map((project) -> ProjectSnapshot.of(this.directory, project)));
	}

	/** A group as it is now, under its present full path. */
	public Optional<GroupSnapshot> group(String path) {
		return this.store.read(() -> Optional.ofNullable(this.directory.group(path))
			.map((group) -> GroupSnapshot.of(this.directory, group)));
	}

	private void change(Runnable work) {
		this.store.write(() -> {
			work.run();
			return true;
		});
	}

	private User user(String username) {
		return Objects.requireNonNull(this.directory.user(username), () -> "no user " + username);
	}

	private Group existing(String path) {
		return Objects.requireNonNull(this.directory.group(path), () -> "no group " + path);
	}

	@Override
	public void close() {
		this.server.close();
	}

}
