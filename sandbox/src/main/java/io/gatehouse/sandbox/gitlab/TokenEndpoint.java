package io.gatehouse.sandbox.gitlab;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.HttpFault;
import org.jspecify.annotations.Nullable;

/** {@code /oauth/token} and its neighbours. */
final class TokenEndpoint {

	private final Directory directory;

	private final OauthClient client;

	private final Clock clock;

	private final IdTokens idTokens;

	TokenEndpoint(Directory directory, OauthClient client, Clock clock, IdTokens idTokens) {
		this.directory = directory;
		this.client = client;
		this.clock = clock;
		this.idTokens = idTokens;
	}

	void addTo(Endpoints endpoints) {
		endpoints.plain("POST", "/oauth/token", this::token)
			.plain("POST", "/oauth/revoke", this::revoke)
			.plain("POST", "/oauth/introspect", this::introspect)
			.plain("GET", "/oauth/token/info", this::info);
	}

	private Answer token(Exchange exchange) {
		if (!this.client.authenticates(exchange)) {
			throw Errors.oauth(401, "invalid_client", "Client authentication failed due to unknown client, "
					+ "no client authentication included, or unsupported authentication method.");
		}
		String grant = OauthClient.field(exchange, "grant_type");
		return switch ((grant != null) ? grant : "") {
			case "" -> throw Errors.oauth(400, "invalid_request", "Missing required parameter: grant_type.");
			case "authorization_code" -> exchangeCode(exchange);
			case "refresh_token" -> refresh(exchange);
			default -> throw Errors.oauth(400, "unsupported_grant_type",
					"The authorization grant type is not supported by the authorization server.");
		};
	}

	/** A code is good for one attempt that finds it, even where that attempt fails. */
	private Answer exchangeCode(Exchange exchange) {
		String value = required(exchange, "code");
		String digest = Secrets.digest(value);
		List<OauthCode> codes = this.directory.state().oauthCodes;
		OauthCode code = codes.stream().filter((other) -> other.digest().equals(digest)).findFirst().orElse(null);
		if (code == null) {
			throw invalidGrant();
		}
		codes.remove(code);
		boolean fits = !code.isExpired(this.clock.instant())
				&& code.redirectUri().equals(OauthClient.field(exchange, "redirect_uri"))
				&& code.accepts(OauthClient.field(exchange, "code_verifier"));
		if (!fits) {
			throw invalidGrant();
		}
		return issue(this.directory.user(code.userId()), code.scopes(), code.issuedAt(), code.nonce());
	}

	/** The old pair dies with this answer, without any grace. */
	private Answer refresh(Exchange exchange) {
		String digest = Secrets.digest(required(exchange, "refresh_token"));
		List<OauthToken> tokens = this.directory.state().oauthTokens;
		OauthToken old = tokens.stream()
			.filter((token) -> token.refresh().equals(digest) && !token.revoked())
			.findFirst()
			.orElseThrow(TokenEndpoint::invalidGrant);
		tokens.replaceAll((token) -> (token == old) ? old.revoke() : token);
		return issue(this.directory.user(old.userId()), old.scopes(), old.signedInAt(), null);
	}

	private Answer issue(User user, Set<String> scopes, Instant signedInAt, @Nullable String nonce) {
		String access = Secrets.token("");
		String refresh = Secrets.token("");
		Instant now = this.clock.instant();
		this.directory.state().oauthTokens.add(new OauthToken(Secrets.digest(access), Secrets.digest(refresh), user.id,
				scopes, now, signedInAt, false));
		Map<String, @Nullable Object> body = Json.object("access_token", access, "token_type", "Bearer", "expires_in",
				OauthToken.LIFETIME.toSeconds(), "refresh_token", refresh, "scope", String.join(" ", scopes),
				"created_at", now.getEpochSecond());
		if (scopes.contains("openid")) {
			body.put("id_token", this.idTokens.issue(user, this.client.id(), signedInAt, nonce));
		}
		return Answer.ok(body).with("Cache-Control", "no-store").with("Pragma", "no-cache");
	}

	private static String required(Exchange exchange, String name) {
		String value = OauthClient.field(exchange, name);
		if (value == null || value.isEmpty()) {
			throw Errors.oauth(400, "invalid_request", "Missing required parameter: " + name + ".");
		}
		return value;
	}

	private static HttpFault invalidGrant() {
		return Errors.oauth(400, "invalid_grant", "The provided authorization grant is invalid, expired, revoked, "
				+ "does not match the redirection URI used in the authorization request, or was issued to another client.");
	}

	private Answer revoke(Exchange exchange) {
		if (!this.client.authenticates(exchange)) {
			throw Errors.oauth(403, "unauthorized_client", "You are not authorized to revoke this token");
		}
		String digest = Secrets.digest(required(exchange, "token"));
		this.directory.state().oauthTokens.replaceAll(
				(token) -> (token.access().equals(digest) || token.refresh().equals(digest)) ? token.revoke() : token);
		return Answer.ok(Map.of());
	}

	private Answer introspect(Exchange exchange) {
		if (!this.client.authenticates(exchange)) {
			throw Errors.oauth(401, "invalid_client", "Client authentication failed.");
		}
		OauthToken token = find(required(exchange, "token"));
		if (token == null) {
			return Answer.ok(Map.of("active", false));
		}
		return Answer
			.ok(Map.of("active", true, "scope", String.join(" ", token.scopes()), "client_id", this.client.id(),
					"token_type", "Bearer", "exp", token.createdAt().plus(OauthToken.LIFETIME).getEpochSecond(), "iat",
					token.createdAt().getEpochSecond()));
	}

	private Answer info(Exchange exchange) {
		String bearer = Authentication.bearer(exchange);
		OauthToken token = (bearer != null) ? find(bearer) : null;
		if (token == null) {
			throw Errors.oauth(401, "invalid_token", "The access token is invalid");
		}
		long left = token.createdAt().plus(OauthToken.LIFETIME).getEpochSecond()
				- this.clock.instant().getEpochSecond();
		return Answer.ok(Json.object("resource_owner_id", token.userId(), "scope", token.scopes(), "expires_in", left,
				"application", Map.of("uid", this.client.id()), "created_at", token.createdAt().getEpochSecond(),
				"scopes", token.scopes(), "expires_in_seconds", left));
	}

	/** The grant of an access token that is still good. */
	private @Nullable OauthToken find(String access) {
		String digest = Secrets.digest(access);
		return this.directory.state().oauthTokens.stream()
			.filter((token) -> token.access().equals(digest) && !token.revoked()
					&& !token.isExpired(this.clock.instant()))
			.findFirst()
			.orElse(null);
	}

}
