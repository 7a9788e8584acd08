package io.gatehouse.sandbox.gitlab;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** {@code /projects/:id/deploy_tokens} and {@code /groups/:id/deploy_tokens}. */
final class DeployTokensApi {

	private static final Set<String> SCOPES = Set.of("read_repository", "read_registry", "write_registry",
			"read_virtual_registry", "write_virtual_registry", "read_package_registry", "write_package_registry");

	private DeployTokensApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.both("GET", "/deploy_tokens", DeployTokensApi::list)
			.both("GET", "/deploy_tokens/{token}", (call) -> Answer.ok(view(call, find(call, node(call)))))
			.both("POST", "/deploy_tokens", DeployTokensApi::create)
			.both("DELETE", "/deploy_tokens/{token}", DeployTokensApi::remove);
	}

	private static Node node(Call call) {
		Node node = call.node(Level.MAINTAINER);
		return (node instanceof Group) ? call.group(Level.OWNER) : node;
	}

	private static Answer list(Call call) {
		Node node = node(call);
		boolean active = call.params().flag("active", false);
		List<DeployToken> tokens = node.deployTokens.stream()
			.filter((token) -> !active || !token.isExpired(call.now()))
			.toList();
		return Paging.page(call, tokens, (token) -> view(call, token));
	}

	/** The value is answered once, here; a name may be given to any number of tokens. */
	private static Answer create(Call call) {
		Node node = node(call);
		Params params = call.params();
		String name = params.required("name");
		params.present("scopes");
		List<String> scopes = params.list("scopes");
		if (!SCOPES.containsAll(scopes)) {
			throw Errors.parameter("scopes does not have a valid value");
		}
		if (scopes.isEmpty() || name.isBlank()) {
			throw scopes.isEmpty() ? Errors.field("scopes", "can't be blank") : Errors.field("name", "can't be blank");
		}
		long id = call.state().next("deploy token");
		String value = Secrets.token("gldt-");
		DeployToken token = new DeployToken(id, name, params.text("username", "gitlab+deploy-token-" + id), scopes,
				params.time("expires_at"), Secrets.digest(value));
		node.deployTokens.add(token);
		Map<String, @Nullable Object> view = view(call, token);
		view.put("token", value);
		return Answer.created(view);
	}

	private static Answer remove(Call call) {
		Node node = node(call);
		node.deployTokens.remove(find(call, node));
		return Answer.noContent();
	}

	private static DeployToken find(Call call, Node node) {
		long id = call.number("token");
		return node.deployTokens.stream()
			.filter((token) -> token.id() == id)
			.findFirst()
			.orElseThrow(() -> Errors.notFound("Deploy Token"));
	}

	private static Map<String, @Nullable Object> view(Call call, DeployToken token) {
		return Json.object("id", token.id(), "name", token.name(), "username", token.username(), "expires_at",
				Json.stamp(token.expiresAt()), "scopes", token.scopes(), "revoked", false, "expired",
				token.isExpired(call.now()));
	}

}
