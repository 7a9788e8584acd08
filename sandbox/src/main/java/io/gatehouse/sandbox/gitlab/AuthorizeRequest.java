package io.gatehouse.sandbox.gitlab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What an application asks for when it sends a browser to {@code /oauth/authorize}. */
record AuthorizeRequest(Map<String, String> values) {

	private static final List<String> NAMES = List.of("client_id", "redirect_uri", "response_type", "scope", "state",
			"nonce", "code_challenge", "code_challenge_method");

	static final Set<String> SCOPES = Set.of("api", "read_api", "read_user", "openid", "profile", "email",
			"create_runner", "manage_runner", "sudo", "admin_mode");

	static AuthorizeRequest of(Map<String, List<String>> parameters) {
		Map<String, String> values = new LinkedHashMap<>();
		for (String name : NAMES) {
			if (parameters.containsKey(name)) {
				values.put(name, parameters.getOrDefault(name, List.of("")).getFirst());
			}
		}
		return new AuthorizeRequest(values);
	}

	@Nullable String get(String name) {
		return this.values.get(name);
	}

	String redirectUri() {
		return this.values.getOrDefault("redirect_uri", "");
	}

	/** The scopes in the order in which they were asked for. */
	Set<String> scopes() {
		String text = this.values.getOrDefault("scope", "").strip();
		return new LinkedHashSet<>(text.isEmpty() ? List.of("api") : Arrays.asList(text.split("\\s+")));
	}

	/** The error that goes back to the application; null where there is none. */
	@Nullable String error() {
		if (!"code".equals(get("response_type"))) {
			return "unsupported_response_type";
		}
		if (!SCOPES.containsAll(scopes())) {
			return "invalid_scope";
		}
		String method = this.values.getOrDefault("code_challenge_method", "plain");
		boolean known = method.equals("S256") || method.equals("plain");
		return known ? null : "invalid_code_challenge_method";
	}

	/** The address to return to with a result and the state. */
	String returnWith(String name, String value) {
		StringBuilder url = new StringBuilder(redirectUri());
		url.append((url.indexOf("?") < 0) ? '?' : '&').append(name).append('=').append(encode(value));
		String state = get("state");
		if (state != null) {
			url.append("&state=").append(encode(state));
		}
		return url.toString();
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
