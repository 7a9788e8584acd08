package io.gatehouse.sandbox.vault;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/** The tokens: who a request is from, and {@code auth/token}. */
final class Tokens {

	/** The system's default and longest time to live. */
	static final Duration LONGEST = Duration.ofHours(768);

	private static final Set<String> PATHS = Set.of("lookup-self", "lookup", "create", "create-orphan", "renew-self",
			"renew", "revoke-self", "revoke", "lookup-accessor", "revoke-accessor");

	private static final SecureRandom RANDOM = new SecureRandom();

	private final State state;

	private final Policies policies;

	Tokens(State state, Policies policies) {
		this.state = state;
		this.policies = policies;
	}

	/** Makes the given id the only root token that was not made by a request. */
	void root(String id, Clock clock) {
		this.state.tokens().values().removeIf((token) -> token.path().equals("auth/token/root"));
		this.state.tokens()
			.put(id, new Token(id, random(24), List.of("root"), "auth/token/root", "root", null, clock.instant(),
					Duration.ZERO, null, Duration.ZERO, Duration.ZERO, 0, false, null));
	}

	/** The live token of a request. */
	Token authenticate(@Nullable String id, Instant now) {
		if (id == null) {
			throw Refusal.of(403, "permission denied");
		}
		Token token = this.state.tokens().get(id);
		if (token == null || token.usesLeft() < 0) {
			throw Refusal.invalidToken();
		}
		if (token.expired(now)) {
			revokeTree(token);
			throw Refusal.invalidToken();
		}
		return token;
	}

	/** Counts a use of a token that has only some; the last one ends it. */
	Token use(Token token) {
		if (token.usesLeft() == 0) {
			return token;
		}
		Token used = token.used();
		this.state.tokens().put(token.id(), used);
		return used;
	}

	Reply handle(Call call, Token caller, Acl acl, String path) {
		if (!PATHS.contains(path)) {
			throw Refusal.unsupportedPath();
		}
		boolean reads = path.equals("lookup-self") || path.equals("lookup");
		if (!call.operation().writes() && !(reads && call.operation() == Operation.READ)) {
			throw Refusal.unsupportedOperation();
		}
		return switch (path) {
			case "lookup-self" -> Reply.data(describe(caller, call.now()));
			case "lookup" -> Reply.data(describe(call.text("token").isEmpty() ? caller : named(call), call.now()));
			case "create" -> create(call, caller, acl, false);
			case "create-orphan" -> create(call, caller, acl, true);
			case "renew-self" -> renew(call, caller);
			case "renew" -> renew(call, find(id(call), call).orElseThrow(() -> Refusal.bad("token not found")));
			case "revoke-self" -> revoke(caller);
			case "revoke" -> {
				find(id(call), call).ifPresent(this::revokeTree);
				yield Reply.none();
			}
			case "lookup-accessor" -> Reply.data(withoutId(describe(
					byAccessor(call).orElseThrow(() -> Refusal.bad("1 error occurred:\n\t* invalid accessor\n\n")),
					call.now())));
			default -> byAccessor(call).map(this::revoke)
				.orElseGet(() -> Reply.none().warning("No token found with this accessor"));
		};
	}

	private static String id(Call call) {
		String id = call.text("token");
		if (id.isEmpty()) {
			throw Refusal.bad("missing token ID");
		}
		return id;
	}

	private Token named(Call call) {
		return find(id(call), call).orElseThrow(() -> Refusal.of(403, "bad token"));
	}

	/** The token whose capabilities are asked for. */
	Token asked(Call call) {
		if (call.text("token").isEmpty()) {
			throw Refusal.of(500, "1 error occurred:\n\t* no token found\n\n");
		}
		return find(call.text("token"), call)
			.orElseThrow(() -> Refusal.bad("1 error occurred:\n\t* invalid token\n\n"));
	}

	private Optional<Token> find(String id, Call call) {
		return Optional.ofNullable(this.state.tokens().get(id)).filter((token) -> !token.expired(call.now()));
	}

	private Optional<Token> byAccessor(Call call) {
		String accessor = call.text("accessor");
		if (accessor.isEmpty()) {
			throw Refusal.bad("1 error occurred:\n\t* missing accessor\n\n");
		}
		return this.state.tokens()
			.values()
			.stream()
			.filter((token) -> token.accessor().equals(accessor) && !token.expired(call.now()))
			.findAny();
	}

	private static Map<String, @Nullable Object> describe(Token token, Instant now) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("accessor", token.accessor());
		data.put("creation_time", token.created().getEpochSecond());
		data.put("creation_ttl", token.ttl().toSeconds());
		data.put("display_name", token.displayName());
		data.put("entity_id", "");
		data.put("expire_time", (token.expires() != null) ? token.expires().toString() : null);
		data.put("explicit_max_ttl", token.path().startsWith("auth/token") ? token.maxTtl().toSeconds() : 0);
		data.put("id", token.id());
		if (token.expires() != null) {
			data.put("issue_time", token.created().toString());
		}
		data.put("meta", token.meta());
		data.put("num_uses", token.usesLeft());
		data.put("orphan", token.orphan());
		data.put("path", token.path());
		if (!token.period().isZero()) {
			data.put("period", token.period().toSeconds());
		}
		data.put("policies", token.policies());
		if (!token.path().equals("auth/token/root")) {
			data.put("renewable", token.renewable());
		}
		data.put("ttl", token.secondsLeft(now));
		data.put("type", "service");
		return data;
	}

	private static Map<String, @Nullable Object> withoutId(Map<String, @Nullable Object> data) {
		data.put("id", "");
		return data;
	}

	private Reply create(Call call, Token caller, Acl acl, boolean orphan) {
		boolean sudo = acl.sudo(call.path());
		if (call.flag("no_parent") && !sudo) {
			throw Refusal.bad("root or sudo privileges required to create orphan token");
		}
		if (call.has("id") && !sudo) {
			throw Refusal.bad("root or sudo privileges required to specify token id");
		}
		if (call.text("type").equals("batch")) {
			throw Refusal.bad("the stand-in for Vault makes no batch tokens");
		}
		if (call.text("id").contains(".")) {
			throw Refusal.bad("custom token ID cannot have a '.' in the value");
		}
		if (call.number("num_uses") < 0) {
			throw Refusal.bad("number of uses cannot be negative");
		}
		String id = call.has("id") ? call.text("id") : newId();
		if (this.state.tokens().containsKey(id)) {
			throw Refusal.bad("cannot create a token with a duplicate ID");
		}
		List<String> policies = policies(call, caller, sudo);
		boolean endless = policies.contains("root") && !call.has("ttl");
		Duration maxTtl = time(call, "explicit_max_ttl");
		Duration period = shortest(time(call, "period"), maxTtl);
		Duration asked = time(call, "ttl");
		Duration ttl = period.isZero() ? shortest(asked.isZero() ? LONGEST : asked, maxTtl) : period;
		Token token = new Token(id, random(24), policies, "auth/token/create" + (orphan ? "-orphan" : ""),
				call.has("display_name") ? "token-" + call.text("display_name") : "token",
				call.has("meta") ? call.map("meta") : null, call.now(), endless ? Duration.ZERO : ttl,
				endless ? null : call.now().plus(period.isZero() ? ttl : period), maxTtl, period,
				call.number("num_uses"), !endless && (!call.has("renewable") || call.flag("renewable")),
				(orphan || call.flag("no_parent")) ? null : caller.id());
		this.state.tokens().put(id, token);
		return Reply.auth(auth(token, call.now())).warning(warnings(call, token));
	}

	private static Duration time(Call call, String name) {
		return Durations.parse(call.text(name))
			.orElseThrow(() -> Refusal.bad("time: invalid duration \"" + call.text(name) + "\""));
	}

	private String[] warnings(Call call, Token token) {
		List<String> warnings = new ArrayList<>();
		if (call.has("id")) {
			warnings.add("Supplying a custom ID for the token uses the weaker SHA1 hashing instead of the more secure "
					+ "SHA2-256 HMAC for token obfuscation. SHA1 hashed tokens on the wire leads to less secure lookups.");
		}
		Duration period = call.duration("period");
		if (period.compareTo(token.period()) > 0) {
			warnings.add("period of \"" + Durations.brief(period) + "\" exceeded the effective max_ttl of \""
					+ Durations.brief(token.period()) + "\"; period value is capped accordingly");
		}
		Duration asked = call.duration("ttl");
		if (asked.compareTo(token.ttl()) > 0 && token.expires() != null && token.period().isZero()) {
			warnings.add("TTL of \"" + Durations.brief(asked) + "\" exceeded the effective max_ttl of \""
					+ Durations.brief(token.ttl()) + "\"; TTL value is capped accordingly");
		}
		token.policies()
			.stream()
			.filter((name) -> !name.equals("root") && !this.state.policies().containsKey(name))
			.forEach((name) -> warnings.add("Policy \"" + name + "\" does not exist"));
		return warnings.toArray(String[]::new);
	}

	private static List<String> policies(Call call, Token caller, boolean sudo) {
		TreeSet<String> names = new TreeSet<>();
		// A text is one name here, whatever is in it.
		List<String> asked = call.field("policies").isArray() ? call.texts("policies") : List.of(call.text("policies"));
		asked.stream().filter((name) -> !name.isEmpty()).forEach((name) -> names.add(name.toLowerCase(Locale.ROOT)));
		boolean inherited = names.isEmpty();
		if (inherited) {
			names.addAll(caller.policies());
		}
		if (names.contains("root")) {
			if (!caller.root()) {
				throw Refusal.bad("root tokens may not be created without parent token being root");
			}
			return List.of("root");
		}
		if (!call.flag("no_default_policy")) {
			names.add("default");
		}
		if (!sudo && !caller.policies().containsAll(names)) {
			throw Refusal.bad("child policies must be subset of parent");
		}
		return List.copyOf(names);
	}

	/** A token for a login; keeps it and gives the answer that hands it out. */
	Reply login(Token token, Instant now) {
		this.state.tokens().put(token.id(), token);
		return Reply.auth(auth(token, now));
	}

	static String newId() {
		return "hvs." + random(24);
	}

	static String random(int length) {
		byte[] bytes = new byte[length];
		RANDOM.nextBytes(bytes);
		String text = Base64.getEncoder().withoutPadding().encodeToString(bytes).replace('+', 'A').replace('/', 'B');
		return text.substring(0, length);
	}

	private Reply renew(Call call, Token token) {
		if (!token.renewable()) {
			throw Refusal.bad("lease is not renewable");
		}
		Token renewed = token.renew(call.duration("increment"), call.now());
		this.state.tokens().put(renewed.id(), renewed);
		return Reply.auth(auth(renewed, call.now()));
	}

	private Reply revoke(Token token) {
		revokeTree(token);
		return Reply.none();
	}

	/** A token takes the tokens with it that were made with it. */
	private void revokeTree(Token token) {
		this.state.tokens().remove(token.id());
		List<Token> children = this.state.tokens()
			.values()
			.stream()
			.filter((other) -> token.id().equals(other.parent()))
			.toList();
		children.forEach(this::revokeTree);
	}

	private static Map<String, @Nullable Object> auth(Token token, Instant now) {
		Map<String, @Nullable Object> auth = new LinkedHashMap<>();
		auth.put("client_token", token.id());
		auth.put("accessor", token.accessor());
		auth.put("policies", token.policies());
		auth.put("token_policies", token.policies());
		auth.put("metadata", token.meta());
		auth.put("lease_duration", token.secondsLeft(now));
		auth.put("renewable", token.renewable());
		auth.put("entity_id", "");
		auth.put("token_type", "service");
		auth.put("orphan", token.orphan());
		auth.put("mfa_requirement", null);
		auth.put("num_uses", token.usesLeft());
		return auth;
	}

	Acl acl(Token token) {
		return this.policies.acl(token.policies());
	}

	private static Duration shortest(Duration ttl, Duration maxTtl) {
		Duration limit = (maxTtl.isZero() || maxTtl.compareTo(LONGEST) > 0) ? LONGEST : maxTtl;
		return (ttl.compareTo(limit) > 0) ? limit : ttl;
	}

}
