package io.gatehouse.sandbox.gitlab;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Replaces access tokens by new ones. */
final class Rotation {

	private Rotation() {
	}

	/**
	 * Revokes the token and answers with its successor. Where it was revoked before, it
	 * has leaked: then all that came of it are revoked too.
	 */
	static Answer rotate(Call call, AccessToken token, @Nullable LocalDate expiresAt, String prefix) {
		List<AccessToken> tokens = call.state().accessTokens;
		if (!token.isActive(call.today())) {
			tokens.replaceAll((other) -> (other.family() == token.family()) ? other.revoke() : other);
			throw Errors.message(400, "400 Bad request - token already revoked");
		}
		String value = Secrets.token(prefix);
		LocalDate expiry = (expiresAt != null) ? expiresAt : call.today().plusWeeks(1);
		AccessToken successor = token.successor(call.state().next("access token"), expiry, call.now(),
				Secrets.digest(value));
		revoke(tokens, token);
		tokens.add(successor);
		Map<String, @Nullable Object> view = call.views().accessToken(successor, call.today());
		view.put("token", value);
		return Answer.ok(view);
	}

	static void revoke(List<AccessToken> tokens, AccessToken token) {
		tokens.replaceAll((other) -> (other.id() == token.id()) ? other.revoke() : other);
	}

}
