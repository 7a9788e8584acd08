package io.gatehouse.sandbox.gitlab;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.gatehouse.sandbox.http.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * {@code /oauth/authorize}: shows whom one can be, and sends the browser back with a
 * code.
 */
final class AuthorizeEndpoint {

	private static final String COOKIE = "_gitlab_stand_in_session";

	private final Directory directory;

	private final OauthClient client;

	private final Clock clock;

	private final Map<String, Long> sessions = new HashMap<>();

	AuthorizeEndpoint(Directory directory, OauthClient client, Clock clock) {
		this.directory = directory;
		this.client = client;
		this.clock = clock;
	}

	void addTo(Endpoints endpoints) {
		endpoints.plain("GET", "/oauth/authorize", this::show).plain("POST", "/oauth/authorize", this::pick);
	}

	/** The picker is shown always, so that one can go on as somebody else. */
	private Answer show(Exchange exchange) {
		AuthorizeRequest request = AuthorizeRequest.of(exchange.queries());
		Answer refusal = refusal(request);
		return (refusal != null) ? refusal : page(200, request, current(exchange), null);
	}

	private Answer pick(Exchange exchange) {
		AuthorizeRequest request = AuthorizeRequest.of(exchange.form());
		Answer refusal = refusal(request);
		if (refusal != null) {
			return refusal;
		}
		User user = this.directory.user(exchange.form().getOrDefault("person", List.of("")).getFirst());
		if (user == null || !user.pickable) {
			return page(400, request, current(exchange), "There is nobody of this name.");
		}
		if (user.blocked) {
			return page(403, request, current(exchange),
					"Your account has been blocked. Please contact your GitLab administrator if you think this is an error.");
		}
		String session = Secrets.token("");
		this.sessions.put(session, user.id);
		return Answer.redirect(request.returnWith("code", code(request, user)))
			.with("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax");
	}

	/**
	 * An unknown application or address is told to the person, all else to the
	 * application.
	 */
	private @Nullable Answer refusal(AuthorizeRequest request) {
		if (!this.client.id().equals(request.get("client_id"))) {
			return problem(401, "Client authentication failed due to unknown client.");
		}
		if (!this.client.redirectUris().contains(request.redirectUri())) {
			return problem(400, "The redirect URI included is not valid.");
		}
		String error = request.error();
		return (error != null) ? Answer.redirect(request.returnWith("error", error)) : null;
	}

	private static Answer problem(int status, String text) {
		return Pages.answer(status, LoginPage.problem(text), "'none'");
	}

	private Answer page(int status, AuthorizeRequest request, @Nullable User current, @Nullable String problem) {
		List<User> people = this.directory.state().users.values().stream().filter((user) -> user.pickable).toList();
		// Browsers hold the redirect after a form to the policy too.
		URI back = URI.create(request.redirectUri());
		String origin = back.getScheme() + "://" + back.getAuthority();
		return Pages.answer(status, LoginPage.picker(request, people, current, problem), "'self' " + origin);
	}

	private @Nullable User current(Exchange exchange) {
		String cookies = exchange.header("Cookie");
		if (cookies != null) {
			for (String cookie : cookies.split(";\\s*")) {
				if (cookie.startsWith(COOKIE + "=")) {
					Long id = this.sessions.get(cookie.substring(COOKIE.length() + 1));
					return (id != null) ? this.directory.state().users.get(id) : null;
				}
			}
		}
		return null;
	}

	private String code(AuthorizeRequest request, User user) {
		// 64 hexadecimal digits, as Doorkeeper is set up in GitLab.
		String code = Secrets.digest(Secrets.token(""));
		List<OauthCode> codes = this.directory.state().oauthCodes;
		codes.removeIf((old) -> old.isExpired(this.clock.instant()));
		codes.add(new OauthCode(Secrets.digest(code), user.id, request.redirectUri(), request.scopes(),
				request.get("code_challenge"), !"S256".equals(request.get("code_challenge_method")),
				request.get("nonce"), this.clock.instant()));
		return code;
	}

}
