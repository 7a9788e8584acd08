package io.gatehouse.sandbox.gitlab;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** {@code /projects/:id/access_tokens} and {@code /groups/:id/access_tokens}. */
final class AccessTokensApi {

	private static final Set<String> SCOPES = Set.of("api", "read_api", "read_repository", "write_repository",
			"read_registry", "write_registry", "create_runner", "manage_runner", "ai_features", "k8s_proxy",
			"self_rotate");

	private static final String PREFIX = "glpat-";

	private AccessTokensApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.both("GET", "/access_tokens", AccessTokensApi::list).both("GET", "/access_tokens/{token}", (call) -> {
			Node node = node(call);
			return Answer.ok(view(call, node, find(call, node)));
		})
			.both("POST", "/access_tokens", AccessTokensApi::create)
			.both("POST", "/access_tokens/{token}/rotate", AccessTokensApi::rotate)
			.both("DELETE", "/access_tokens/{token}", AccessTokensApi::remove);
	}

	/**
	 * Who may see the project but not its tokens is told that they are not authorized.
	 */
	private static Node node(Call call) {
		Node node = call.node(Level.NONE);
		if (!mayManage(call, node)) {
			throw Errors.unauthorized();
		}
		return node;
	}

	private static boolean mayManage(Call call, Node node) {
		Level least = (node instanceof Group) ? Level.OWNER : Level.MAINTAINER;
		return call.directory().level(call.caller(), node) >= least.value;
	}

	private static List<AccessToken> tokens(Call call, Node node) {
		return call.state().accessTokens.stream()
			.filter((token) -> Objects.equals((node instanceof Group) ? token.groupId() : token.projectId(), node.id))
			.toList();
	}

	private static Answer list(Call call) {
		Node node = node(call);
		String state = call.params().text("state", "active");
		List<AccessToken> tokens = tokens(call, node).stream()
			.filter((token) -> !call.params().has("state") || token.isActive(call.today()) == state.equals("active"))
			.toList();
		return Paging.page(call, tokens, (token) -> view(call, node, token));
	}

	/** A token comes with a bot that is a member. */
	private static Answer create(Call call) {
		Node node = call.node(Level.NONE);
		if (!mayManage(call, node)) {
			throw Errors.message(400, "User does not have permission to create " + word(node) + " access token");
		}
		Params params = call.params();
		String name = params.required("name");
		params.present("scopes");
		List<String> scopes = params.list("scopes");
		if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
			throw Errors.parameter("scopes does not have a valid value");
		}
		int level = (int) params.number("access_level", Level.MAINTAINER.value);
		if (!Level.ofMembers(level)) {
			throw Errors.parameter("access_level does not have a valid value");
		}
		if (level > call.directory().level(call.caller(), node)) {
			throw Errors.message(400, "Could not provision maintainer access to " + word(node) + " access token");
		}
		LocalDate expiry = params.date("expires_at");
		if (expiry != null && (expiry.isBefore(call.today()) || expiry.isAfter(call.today().plusYears(1)))) {
			throw Errors.message(400, "Expiration date must be before " + call.today().plusYears(1));
		}
		Accounts accounts = new Accounts(call.directory(), call.clock());
		String username = word(node) + "_" + node.id + "_bot_" + Secrets.letters(12);
		User bot = accounts.bot(username, name, username + "@noreply." + call.external().getHost());
		accounts.join(node, bot, level, expiry, call.caller());
		String value = Secrets.token(PREFIX);
		AccessToken token = accounts.token(bot, name, scopes, (expiry != null) ? expiry : call.today().plusYears(1),
				value, node);
		Map<String, @Nullable Object> view = view(call, node, token);
		view.put("token", value);
		return Answer.created(view);
	}

	private static String word(Node node) {
		return (node instanceof Group) ? "group" : "project";
	}

	private static Answer rotate(Call call) {
		Node node = node(call);
		AccessToken token = find(call, node);
		return Rotation.rotate(call, token, call.params().date("expires_at"), PREFIX);
	}

	private static Answer remove(Call call) {
		Node node = node(call);
		AccessToken token = find(call, node);
		Rotation.revoke(call.state().accessTokens, token);
		node.members.remove(token.userId());
		return Answer.noContent();
	}

	private static AccessToken find(Call call, Node node) {
		long id = call.number("token");
		return tokens(call, node).stream()
			.filter((token) -> token.id() == id)
			.findFirst()
			.orElseThrow(Errors::notFound);
	}

	private static Map<String, @Nullable Object> view(Call call, Node node, AccessToken token) {
		Map<String, @Nullable Object> view = call.views().accessToken(token, call.today());
		Member bot = node.members.get(token.userId());
		view.put("access_level", (bot != null) ? bot.level() : null);
		view.put("resource_type", word(node));
		view.put("resource_id", node.id);
		return view;
	}

}
