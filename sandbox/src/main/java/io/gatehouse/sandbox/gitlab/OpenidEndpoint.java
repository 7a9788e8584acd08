package io.gatehouse.sandbox.gitlab;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.gatehouse.sandbox.http.Exchange;
import org.jspecify.annotations.Nullable;

/** Userinfo, discovery and keys of OpenID Connect. */
final class OpenidEndpoint {

	private final Directory directory;

	private final Authentication authentication;

	private final IdTokens idTokens;

	private final URI issuer;

	OpenidEndpoint(Directory directory, Authentication authentication, IdTokens idTokens, URI issuer) {
		this.directory = directory;
		this.authentication = authentication;
		this.idTokens = idTokens;
		this.issuer = issuer;
	}

	void addTo(Endpoints endpoints) {
		endpoints.plain("GET", "/oauth/userinfo", this::userinfo)
			.plain("POST", "/oauth/userinfo", this::userinfo)
			.plain("GET", "/.well-known/openid-configuration", (exchange) -> Answer.ok(discovery()))
			.plain("GET", "/.well-known/oauth-authorization-server", (exchange) -> Answer.ok(discovery()))
			.plain("GET", "/oauth/discovery/keys",
					(exchange) -> Answer.ok(Map.of("keys", List.of(this.idTokens.jwk()))));
	}

	private Answer userinfo(Exchange exchange) {
		Credential credential = this.authentication.of(exchange);
		if (credential == null) {
			throw Errors.oauth(401, "invalid_token", "The access token is invalid");
		}
		if (!credential.scopes().contains("openid") || credential.user().blocked) {
			return Answer.empty(403);
		}
		User user = credential.user();
		Map<String, @Nullable Object> claims = Json.object("sub", Long.toString(user.id), "sub_legacy",
				Secrets.digest(user.id + "-legacy"), "name", user.name, "nickname", user.username, "preferred_username",
				user.username, "profile", this.issuer + "/" + user.username, "picture", this.issuer + "/-/avatar.svg",
				"groups", groups(user));
		claims.put("email", user.email);
		claims.put("email_verified", true);
		return Answer.ok(claims);
	}

	/** All groups of a user, with those below them. */
	private List<String> groups(User user) {
		return this.directory.directGroups(user)
			.flatMap((group) -> Stream.concat(Stream.of(group), this.directory.descendants(group).stream()))
			.filter(Group.class::isInstance)
			.map(this.directory::fullPath)
			.distinct()
			.toList();
	}

	private Map<String, @Nullable Object> discovery() {
		String oauth = this.issuer + "/oauth";
		return Json.object("issuer", this.issuer.toString(), "authorization_endpoint", oauth + "/authorize",
				"token_endpoint", oauth + "/token", "revocation_endpoint", oauth + "/revoke", "introspection_endpoint",
				oauth + "/introspect", "userinfo_endpoint", oauth + "/userinfo", "jwks_uri", oauth + "/discovery/keys",
				"scopes_supported", AuthorizeRequest.SCOPES.stream().sorted().toList(), "response_types_supported",
				List.of("code"), "response_modes_supported", List.of("query"), "grant_types_supported",
				List.of("authorization_code", "refresh_token"), "token_endpoint_auth_methods_supported",
				List.of("client_secret_basic", "client_secret_post"), "subject_types_supported", List.of("public"),
				"id_token_signing_alg_values_supported", List.of("RS256"), "claim_types_supported", List.of("normal"),
				"claims_supported",
				List.of("iss", "sub", "aud", "exp", "iat", "sub_legacy", "auth_time", "name", "nickname",
						"preferred_username", "email", "email_verified", "profile", "picture", "groups",
						"groups_direct"),
				"code_challenge_methods_supported", List.of("plain", "S256"));
	}

}
