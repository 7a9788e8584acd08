package io.gatehouse.sandbox.vault;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.HttpFault;

/**
 * Takes an API request through what Vault does in turn: whose token, may it, which
 * engine. One request at a time; a change is on disk before it is answered.
 */
final class Vault {

	private static final String PREFLIGHT = "sys/internal/ui/mounts/";

	private final ReentrantLock lock = new ReentrantLock();

	private final Store store;

	private final Clock clock;

	private final Policies policies;

	private final Tokens tokens;

	private final KubernetesAuth kubernetes;

	private final SystemPaths system;

	Vault(Store store, String rootToken, Clock clock) {
		this.store = store;
		this.clock = clock;
		State state = store.state();
		Mounts mounts = new Mounts(state);
		this.policies = new Policies(state);
		this.tokens = new Tokens(state, this.policies);
		this.kubernetes = new KubernetesAuth(state, this.tokens);
		this.system = new SystemPaths(this.policies, mounts, this.tokens);
		this.tokens.root(rootToken, clock);
		store.save();
	}

	void serve(Exchange exchange) {
		Instant now = this.clock.instant();
		Call call = Call.of(exchange, exchange.path("path"), now);
		exchange.with("Cache-Control", "no-store");
		String path = call.path();
		if (path.startsWith("sys/") && SystemPaths.open(path.substring(4))) {
			answer(exchange, SystemPaths.openReply(path.substring(4), now.getEpochSecond()), "system");
		}
		else if ((call.operation().writes() || call.operation() == Operation.PATCH) && path.endsWith("/")) {
			throw Refusal.bad("cannot write to a path ending in '/'");
		}
		else if (path.startsWith("auth/") && path.endsWith("/login")) {
			answer(exchange, login(call), Mount.KUBERNETES);
		}
		else {
			Routed routed = locked(call, () -> route(call));
			answer(exchange, routed.reply(), routed.mountType());
		}
	}

	private static void answer(Exchange exchange, Reply reply, String mountType) {
		Map<String, ?> body = reply.body(mountType);
		if (body == null) {
			exchange.status(reply.status());
		}
		else {
			exchange.json(reply.status(), body);
		}
	}

	private record Routed(Reply reply, String mountType) {
	}

	@FunctionalInterface
	private interface Work<T> {

		T run();

	}

	private <T> T locked(Call call, Work<T> work) {
		this.lock.lock();
		try {
			T result = work.run();
			if (call.operation() != Operation.READ && call.operation() != Operation.LIST) {
				this.store.save();
			}
			return result;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The review is asked without the lock: the API server may be slow. */
	private Reply login(Call call) {
		String path = call.path().substring("auth/".length());
		Map.Entry<String, Mount> found = Mounts.find(this.store.state().auths(), path);
		if (found == null || !found.getValue().type().equals(Mount.KUBERNETES)
				|| !path.equals(found.getKey() + "login")) {
			throw Refusal.of(403, "permission denied");
		}
		if (!call.operation().writes()) {
			throw Refusal.of(405, "unsupported operation");
		}
		KubernetesAuth.Login login = locked(call,
				() -> this.kubernetes.prepare(call, found.getKey(), found.getValue()));
		TokenReviews.Reviewed account = login.review();
		return locked(call, () -> this.kubernetes.finish(login, account, this.clock.instant()));
	}

	private Routed route(Call call) {
		Token known = this.tokens.authenticate(call.secretToken(), call.now());
		Token token = this.tokens.use(known);
		if (token != known) {
			this.store.save();
		}
		Acl acl = this.tokens.acl(token);
		if (call.path().startsWith(PREFLIGHT)) {
			return new Routed(this.system.engineOf(call.path().substring(PREFLIGHT.length()), acl), "");
		}
		Call exact = call.operation().writes() && creates(call.path()) ? call.as(Operation.CREATE) : call;
		allow(exact, acl);
		return dispatch(exact, token, acl);
	}

	private boolean creates(String path) {
		State state = this.store.state();
		if (path.startsWith("auth/")) {
			Map.Entry<String, Mount> auth = Mounts.find(state.auths(), path.substring("auth/".length()));
			return auth != null && KubernetesAuth.creates(auth.getValue(), rest(path, "auth/" + auth.getKey()));
		}
		Map.Entry<String, Mount> mount = Mounts.find(state.mounts(), path);
		return mount != null && KeyValue.creates(mount.getValue(), rest(path, mount.getKey()));
	}

	private static void allow(Call call, Acl acl) {
		String path = call.path();
		if (call.operation() == Operation.LIST && !path.endsWith("/")) {
			path = path + "/";
		}
		if (!acl.allows(call.operation(), path) || (SystemPaths.sudo(path) && !acl.sudo(path))) {
			throw Refusal.denied();
		}
	}

	private Routed dispatch(Call call, Token token, Acl acl) {
		String path = call.path();
		State state = this.store.state();
		if (path.startsWith("sys/")) {
			return new Routed(this.system.handle(call, acl, rest(path, "sys/")), "system");
		}
		if (path.startsWith("auth/")) {
			return auth(call, token, acl, rest(path, "auth/"));
		}
		Map.Entry<String, Mount> found = Mounts.find(state.mounts(), path + "/");
		if (found == null) {
			throw Refusal.noHandler(path);
		}
		return new Routed(keyValue(call, found.getKey(), found.getValue()), Mount.KV);
	}

	private Routed auth(Call call, Token token, Acl acl, String path) {
		Map.Entry<String, Mount> found = Mounts.find(this.store.state().auths(), path + "/");
		if (found == null) {
			throw Refusal.noHandler(call.path());
		}
		String rest = rest(path, found.getKey());
		if (found.getKey().equals("token/")) {
			return new Routed(this.tokens.handle(call, token, acl, rest), "token");
		}
		return new Routed(this.kubernetes.handle(call, found.getKey(), found.getValue(), rest), Mount.KUBERNETES);
	}

	private Reply keyValue(Call call, String mountPath, Mount mount) {
		KeyValue engine = new KeyValue(mount);
		String path = rest(call.path(), mountPath);
		if (path.equals("config") && call.operation().writes()) {
			this.store.state().mounts().put(mountPath, mount.with(engine.settings(call)));
			return Reply.none();
		}
		return engine.handle(call, path);
	}

	private static String rest(String path, String prefix) {
		return (path.length() > prefix.length()) ? path.substring(prefix.length()) : "";
	}

	/** Reads the state for a page. */
	<T> T look(Function<State, T> reader) throws HttpFault {
		this.lock.lock();
		try {
			return reader.apply(this.store.state());
		}
		finally {
			this.lock.unlock();
		}
	}

}
