package io.gatehouse.sandbox.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.kubernetes.Store.Key;

/**
 * Knows callers by bearer tokens: those of the settings, and signed ones of service
 * accounts that live as long as their account.
 */
final class Tokens {

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private final Map<String, Caller> known;

	private final Store store;

	private final Clock clock;

	private final byte[] key = new byte[32];

	Tokens(Map<String, Caller> known, Store store, Clock clock) {
		this.known = known;
		this.store = store;
		this.clock = clock;
		new SecureRandom().nextBytes(this.key);
	}

	/** Signs a token of a service account that exists. */
	String issue(String namespace, String name, Duration lifetime) {
		ObjectNode account = this.store.find(new Key(Kinds.SERVICE_ACCOUNT, namespace, name))
			.orElseThrow(() -> Statuses.notFound(Kinds.SERVICE_ACCOUNT, name));
		ObjectNode claims = Json.object()
			.put("sub", "system:serviceaccount:" + namespace + ":" + name)
			.put("exp", this.clock.instant().plus(lifetime).getEpochSecond());
		claims.putObject("kubernetes.io")
			.put("namespace", namespace)
			.put("name", name)
			.put("uid", Json.meta(account, "uid"));
		String payload = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encode(claims.toString());
		return payload + "." + sign(payload);
	}

	/** The caller of a token; empty where nobody has it. */
	Optional<Caller> caller(String token) {
		Caller caller = this.known.get(token);
		return (caller != null) ? Optional.of(caller) : serviceAccount(token);
	}

	private Optional<Caller> serviceAccount(String token) {
		int end = token.lastIndexOf('.');
		if (end < 0 || !MessageDigest.isEqual(sign(token.substring(0, end)).getBytes(StandardCharsets.UTF_8),
				token.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
			return Optional.empty();
		}
		JsonNode claims = claims(token.substring(token.indexOf('.') + 1, end));
		if (claims == null || claims.path("exp").asLong(0) <= this.clock.instant().getEpochSecond()) {
			return Optional.empty();
		}
		JsonNode account = claims.path("kubernetes.io");
		String namespace = Json.text(account, "namespace", "");
		String name = Json.text(account, "name", "");
		return this.store.find(new Key(Kinds.SERVICE_ACCOUNT, namespace, name))
			.filter((live) -> Json.text(account, "uid", "-").equals(Json.meta(live, "uid")))
			.map((live) -> Caller.serviceAccount(namespace, name));
	}

	private static @Nullable JsonNode claims(String encoded) {
		try {
			return Exchange.JSON.readTree(Base64.getUrlDecoder().decode(encoded));
		}
		catch (IllegalArgumentException | JacksonException ex) {
			return null;
		}
	}

	private static String encode(String text) {
		return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private String sign(String payload) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.key, "HmacSHA256"));
			return BASE64.encodeToString(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
