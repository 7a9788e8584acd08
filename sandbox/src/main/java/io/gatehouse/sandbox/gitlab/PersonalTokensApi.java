package io.gatehouse.sandbox.gitlab;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** {@code /personal_access_tokens}. */
final class PersonalTokensApi {

	private static final String PREFIX = "glpat-";

	private PersonalTokensApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.api("GET", "/personal_access_tokens", PersonalTokensApi::list)
			.api("GET", "/personal_access_tokens/self",
					(call) -> Answer.ok(call.views().accessToken(own(call), call.today())), "*")
			.api("DELETE", "/personal_access_tokens/self", (call) -> revoke(call, own(call)), "*")
			.api("POST", "/personal_access_tokens/self/rotate", (call) -> rotate(call, own(call)), "self_rotate")
			.api("GET", "/personal_access_tokens/{token}",
					(call) -> Answer.ok(call.views().accessToken(find(call), call.today())))
			.api("DELETE", "/personal_access_tokens/{token}", (call) -> revoke(call, find(call)))
			.api("POST", "/personal_access_tokens/{token}/rotate", (call) -> rotate(call, find(call)))
			.api("POST", "/users/{id}/personal_access_tokens", PersonalTokensApi::create);
	}

	private static Answer list(Call call) {
		User caller = call.caller();
		Long userId = call.params().number("user_id");
		List<AccessToken> tokens = call.state().accessTokens.stream()
			.filter(AccessToken::isPersonal)
			.filter((token) -> caller.admin ? userId == null || userId == token.userId() : token.userId() == caller.id)
			.toList();
		return Paging.page(call, tokens, (token) -> call.views().accessToken(token, call.today()));
	}

	private static AccessToken own(Call call) {
		String header = call.exchange().header("PRIVATE-TOKEN");
		String value = (header != null) ? header
				: Objects.requireNonNullElse(Authentication.bearer(call.exchange()), "");
		String digest = Secrets.digest(value);
		return call.state().accessTokens.stream()
			.filter((token) -> token.digest().equals(digest))
			.findFirst()
			.orElseThrow(Errors::unauthorized);
	}

	private static AccessToken find(Call call) {
		User caller = call.caller();
		long id = call.number("token");
		return call.state().accessTokens.stream()
			.filter((token) -> token.id() == id && (caller.admin || token.userId() == caller.id))
			.findFirst()
			.orElseThrow(() -> caller.admin ? Errors.notFound() : Errors.unauthorized());
	}

	private static Answer revoke(Call call, AccessToken token) {
		Rotation.revoke(call.state().accessTokens, token);
		return Answer.noContent();
	}

	private static Answer rotate(Call call, AccessToken token) {
		return Rotation.rotate(call, token, call.params().date("expires_at"), PREFIX);
	}

	private static Answer create(Call call) {
		call.admin();
		User user = call.state().users.get(call.number("id"));
		if (user == null) {
			throw Errors.notFound("User");
		}
		String name = call.params().required("name");
		call.params().present("scopes");
		LocalDate expiry = call.params().date("expires_at");
		String value = Secrets.token(PREFIX);
		AccessToken token = new Accounts(call.directory(), call.clock()).token(user, name, call.params().list("scopes"),
				(expiry != null) ? expiry : call.today().plusYears(1), value);
		Map<String, @Nullable Object> view = call.views().accessToken(token, call.today());
		view.put("token", value);
		return Answer.created(view);
	}

}
