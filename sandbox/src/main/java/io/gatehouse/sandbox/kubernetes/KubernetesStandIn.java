package io.gatehouse.sandbox.kubernetes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.HttpFault;
import io.gatehouse.sandbox.http.Router;

/**
 * A server that answers like a kube-apiserver 1.36 with a namespace controller behind it.
 */
public final class KubernetesStandIn implements AutoCloseable {

	/**
	 * A user that a token stands for; the group {@code system:masters} may do everything.
	 */
	public record User(String name, List<String> groups) {

		public User {
			groups = List.copyOf(groups);
		}
	}

	/**
	 * How to run it.
	 *
	 * @param port 0 for a free one
	 * @param folder where objects are kept, null for memory only
	 * @param tokens the users by their bearer tokens
	 * @param namespaceDeletionDelay how long a namespace is terminating before it is
	 * emptied
	 */
	public record Settings(int port, @Nullable Path folder, Map<String, User> tokens, Duration namespaceDeletionDelay,
			Clock clock) {

		public Settings {
			tokens = Map.copyOf(tokens);
		}

		/** In memory, on a free port, with one token that may do everything. */
		public static Settings inMemory(String adminToken) {
			return new Settings(0, null, Map.of(adminToken, new User("admin", List.of("system:masters"))),
					Duration.ofMillis(200), Clock.systemUTC());
		}
	}

	private static final Caller ITSELF = Caller.authenticated("stand-in", List.of("system:masters"));

	private final Store store;

	private final Namespaces namespaces;

	private final Tokens tokens;

	private final Rbac rbac;

	private final Objects objects;

	private final ResourceRoutes resources;

	private final Reviews reviews;

	private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

	private final Router.Running server;

	private KubernetesStandIn(Settings settings, Faults faults) {
		this.store = new Store(settings.folder());
		this.namespaces = new Namespaces(this.store, settings.clock(), settings.namespaceDeletionDelay());
		Map<String, Caller> callers = new HashMap<>();
		settings.tokens()
			.forEach((token, user) -> callers.put(token, Caller.authenticated(user.name(), user.groups())));
		this.tokens = new Tokens(callers, this.store, settings.clock());
		this.rbac = new Rbac(this.store);
		this.objects = new Objects(this.store, this.rbac, new Quotas(this.store, settings.clock()), this.namespaces,
				settings.clock());
		this.resources = new ResourceRoutes(this.store, this.objects, this.rbac, this.tokens);
		this.reviews = new Reviews(this.rbac, this.tokens);
		Seeds.plant(this.store, this.namespaces, settings.clock());
		this.namespaces.resume();
		Router router = new Router().faults(faults);
		new Pages(this.store).route(router);
		this.server = router.otherwise(this::serve).start(settings.port());
	}

	public static KubernetesStandIn start(Settings settings) {
		return start(settings, Faults.none());
	}

	/**
	 * Starts one in which things go wrong.
	 * @param faults what; may be changed while it runs
	 */
	public static KubernetesStandIn start(Settings settings, Faults faults) {
		return new KubernetesStandIn(settings, faults);
	}

	public URI uri() {
		return this.server.uri();
	}

	/** A signed token of a service account that exists, good for an hour. */
	public String tokenFor(String namespace, String serviceAccount) {
		return this.tokens.issue(namespace, serviceAccount, Duration.ofHours(1));
	}

	/**
	 * Reads an object as it is stored.
	 * @param apiVersion such as {@code v1} or {@code networking.k8s.io/v1}
	 * @param namespace null for an object of the cluster
	 */
	public Optional<ObjectNode> find(String apiVersion, String plural, @Nullable String namespace, String name) {
		return this.store.find(target(apiVersion, plural, namespace, name).key());
	}

	/** Changes an object by a merge patch as another field manager. */
	public ObjectNode patch(String apiVersion, String plural, @Nullable String namespace, String name,
			String mergePatch, String fieldManager) {
		return this.objects.patch(target(apiVersion, plural, namespace, name),
				(live) -> Patches.merge(live, Exchange.JSON.readTree(mergePatch)), options(fieldManager));
	}

	/** Applies a configuration as another field manager, which takes what it names. */
	public ObjectNode apply(String apiVersion, String plural, @Nullable String namespace, String name,
			String configuration, String fieldManager) {
		return this.objects
			.apply(target(apiVersion, plural, namespace, name), (ObjectNode) Exchange.JSON.readTree(configuration),
					options(fieldManager))
			.object();
	}

	/**
	 * Serves a version of custom kinds no more, as where they are not installed.
	 * @param apiVersion such as {@code cilium.io/v2}
	 */
	public void withdraw(String apiVersion) {
		this.withdrawn.add(apiVersion);
	}

	private static WriteOptions options(String fieldManager) {
		return new WriteOptions(ITSELF, false, fieldManager, true, false);
	}

	private static Target target(String apiVersion, String plural, @Nullable String namespace, String name) {
		int slash = apiVersion.indexOf('/');
		String group = (slash < 0) ? "" : apiVersion.substring(0, slash);
		return Kinds.byPlural(group, apiVersion.substring(slash + 1), plural)
			.map((kind) -> new Target(kind, namespace, name, ""))
			.orElseThrow(() -> new IllegalArgumentException("no resource " + apiVersion + " " + plural));
	}

	private void serve(Exchange exchange) throws Exception {
		try {
			route(exchange, authenticate(exchange));
		}
		catch (HttpFault | InterruptedException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			System.getLogger(KubernetesStandIn.class.getName())
				.log(System.Logger.Level.ERROR, exchange.method() + " " + exchange.rawPath(), ex);
			if (!exchange.answered()) {
				throw Statuses.fault(500, "InternalError", "Internal error occurred: " + ex, null);
			}
		}
	}

	private Caller authenticate(Exchange exchange) {
		String header = exchange.header("Authorization");
		if (header == null || header.isEmpty()) {
			return Caller.ANONYMOUS;
		}
		if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
			throw Statuses.unauthorized();
		}
		return this.tokens.caller(header.substring(7).strip()).orElseThrow(Statuses::unauthorized);
	}

	private void route(Exchange exchange, Caller caller) throws InterruptedException {
		List<String> path = Paths.segments(exchange.rawPath());
		int resourceStart = path.isEmpty() ? 0
				: path.getFirst().equals("api") ? 2 : path.getFirst().equals("apis") ? 3 : 0;
		if (resourceStart == 0 || path.size() <= resourceStart) {
			document(exchange, caller, path);
			return;
		}
		String group = (resourceStart == 2) ? "" : path.get(1);
		List<String> rest = path.subList(resourceStart, path.size());
		if (rest.size() == 1 && Reviews.has(group, rest.getFirst())) {
			this.reviews.serve(exchange, caller, group, rest.getFirst());
			return;
		}
		if (Discovery.at(path.subList(0, resourceStart)) == null || withdrawn(path)) {
			exchange.text(404, "404 page not found\n");
			return;
		}
		this.resources.serve(exchange, caller,
				Target.of(group, path.get(resourceStart - 1), rest).orElseThrow(Statuses::noSuchRoute));
	}

	private boolean withdrawn(List<String> path) {
		return path.size() > 2 && this.withdrawn.contains(path.get(1) + "/" + path.get(2));
	}

	private void document(Exchange exchange, Caller caller, List<String> path) {
		if (!this.rbac.allowsPath(caller, "get", exchange.rawPath())) {
			throw Statuses
				.forbiddenPath("User \"%s\" cannot get path \"%s\"".formatted(caller.name(), exchange.rawPath()));
		}
		if (path.size() == 1 && List.of("livez", "readyz", "healthz").contains(path.getFirst())) {
			exchange.text(200, "ok");
			return;
		}
		ObjectNode document = Discovery.at(path);
		if (document != null && !withdrawn(path)) {
			exchange.json(200, document);
		}
		else {
			exchange.text(404, "404 page not found\n");
		}
	}

	@Override
	public void close() {
		this.namespaces.close();
		this.store.close();
		this.server.close();
	}

}
