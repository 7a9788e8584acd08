package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.gatehouse.sandbox.http.Exchange;
import org.jspecify.annotations.Nullable;

/** The one application that may log people in. */
record OauthClient(String id, String secret, List<String> redirectUris) {

	/** Whether the request carries the id and the secret, by Basic or in the form. */
	boolean authenticates(Exchange exchange) {
		String header = exchange.header("Authorization");
		if (header != null && header.regionMatches(true, 0, "Basic ", 0, 6)) {
			return isPair(header.substring(6).strip());
		}
		return matches(field(exchange, "client_id"), field(exchange, "client_secret"));
	}

	private boolean isPair(String base64) {
		try {
			String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
			int colon = pair.indexOf(':');
			return colon > 0 && matches(decode(pair.substring(0, colon)), decode(pair.substring(colon + 1)));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private boolean matches(@Nullable String givenId, @Nullable String givenSecret) {
		return givenId != null && givenSecret != null && Secrets.equal(this.id, givenId)
				&& Secrets.equal(this.secret, givenSecret);
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

	/** One field of a form. */
	static @Nullable String field(Exchange exchange, String name) {
		Map<String, List<String>> form = exchange.form();
		List<String> values = form.get(name);
		return (values != null) ? values.getFirst() : null;
	}

}
