package io.gatehouse.sandbox.gitlab;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.HttpFault;
import org.jspecify.annotations.Nullable;

/** Reads who asks from the headers of a request. */
final class Authentication {

	private final Directory directory;

	private final Clock clock;

	Authentication(Directory directory, Clock clock) {
		this.directory = directory;
		this.clock = clock;
	}

	/** The caller; null where no token was sent. */
	@Nullable Credential of(Exchange exchange) {
		String personal = exchange.header("PRIVATE-TOKEN");
		if (personal == null) {
			personal = exchange.query("private_token");
		}
		if (personal != null) {
			Credential credential = accessToken(personal);
			if (credential == null) {
				throw Errors.unauthorized();
			}
			return credential;
		}
		String bearer = bearer(exchange);
		if (bearer == null) {
			return null;
		}
		Credential credential = oauthToken(bearer);
		credential = (credential != null) ? credential : accessToken(bearer);
		if (credential == null) {
			throw Errors.unauthorized();
		}
		return credential;
	}

	static @Nullable String bearer(Exchange exchange) {
		String header = exchange.header("Authorization");
		return (header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer ")) ? header.substring(7).strip()
				: null;
	}

	/**
	 * The caller of the API, with a scope that the endpoint takes, acting as whom Sudo
	 * names.
	 */
	@Nullable Credential ofApi(Exchange exchange, List<String> furtherScopes) {
		Credential credential = of(exchange);
		if (credential == null) {
			return null;
		}
		boolean reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
		List<String> wanted = new ArrayList<>(reads ? List.of("api", "read_api") : List.of("api"));
		wanted.addAll(furtherScopes);
		if (!credential.allowsAny(wanted) && !wanted.contains("*")) {
			throw insufficientScope(String.join(" ", wanted));
		}
		refuseBlocked(credential.user());
		return sudo(exchange, credential);
	}

	private Credential sudo(Exchange exchange, Credential credential) {
		String header = exchange.header("Sudo");
		String name = (header != null) ? header : exchange.query("sudo");
		if (name == null) {
			return credential;
		}
		if (!credential.user().admin) {
			throw Errors.forbidden("Must be admin to use sudo");
		}
		if (!credential.scopes().contains("sudo")) {
			throw insufficientScope("sudo");
		}
		User user = Directory.isNumber(name) ? this.directory.state().users.get(Long.valueOf(name))
				: this.directory.user(name);
		if (user == null) {
			throw Errors.notFound("User with ID or username '" + name + "'");
		}
		refuseBlocked(user);
		return new Credential(user, credential.scopes());
	}

	private @Nullable Credential accessToken(String value) {
		String digest = Secrets.digest(value);
		LocalDate today = LocalDate.now(this.clock);
		for (AccessToken token : this.directory.state().accessTokens) {
			if (token.digest().equals(digest)) {
				if (token.revoked()) {
					throw revoked();
				}
				if (token.isExpired(today)) {
					throw expired();
				}
				return new Credential(this.directory.user(token.userId()), token.scopes());
			}
		}
		return null;
	}

	private @Nullable Credential oauthToken(String value) {
		OauthToken token = oauth(value);
		if (token == null) {
			return null;
		}
		if (token.revoked()) {
			throw revoked();
		}
		if (token.isExpired(this.clock.instant())) {
			throw expired();
		}
		return new Credential(this.directory.user(token.userId()), token.scopes());
	}

	/** The grant of an access token, in whatever state. */
	@Nullable OauthToken oauth(String value) {
		String digest = Secrets.digest(value);
		return this.directory.state().oauthTokens.stream()
			.filter((token) -> token.access().equals(digest))
			.findFirst()
			.orElse(null);
	}

	private static void refuseBlocked(User user) {
		if (user.blocked) {
			throw Errors.forbidden("Your account has been blocked.");
		}
	}

	private static HttpFault revoked() {
		return Errors.oauth(401, "invalid_token", "Token was revoked. You have to re-authorize from the user.");
	}

	private static HttpFault expired() {
		return Errors.oauth(401, "invalid_token",
				"Token is expired. You can either do re-authorization or token refresh.");
	}

	private static HttpFault insufficientScope(String scopes) {
		return Errors.oauth(403, "insufficient_scope",
				"The request requires higher privileges than provided by the access token.", Map.of("scope", scopes));
	}

}
