package io.gatehouse.sandbox.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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

	/** Also their issuer, where nobody says otherwise. */
	static final String AUDIENCE = "https://kubernetes.default.svc";

	/** What a JWT calls ES256. */
	private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private final Map<String, Caller> known;

	private final Store store;

	private final Clock clock;

	private final KeyPair keys = keys();

	Tokens(Map<String, Caller> known, Store store, Clock clock) {
		this.known = known;
		this.store = store;
		this.clock = clock;
	}

	private static KeyPair keys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Signs a token of a service account that exists. */
	String issue(String namespace, String name, Duration lifetime) {
		ObjectNode account = this.store.find(new Key(Kinds.SERVICE_ACCOUNT, namespace, name))
			.orElseThrow(() -> Statuses.notFound(Kinds.SERVICE_ACCOUNT, name));
		Instant now = this.clock.instant();
		ObjectNode claims = Json.object()
			.put("iss", AUDIENCE)
			.put("sub", "system:serviceaccount:" + namespace + ":" + name)
			.put("iat", now.getEpochSecond())
			.put("nbf", now.getEpochSecond())
			.put("exp", now.plus(lifetime).getEpochSecond())
			.put("jti", UUID.randomUUID().toString());
		claims.putArray("aud").add(AUDIENCE);
		claims.putObject("kubernetes.io")
			.put("namespace", namespace)
			.putObject("serviceaccount")
			.put("name", name)
			.put("uid", Json.meta(account, "uid"));
		String payload = encode("{\"alg\":\"ES256\",\"kid\":\"stand-in\"}") + "." + encode(claims.toString());
		return payload + "." + sign(payload);
	}

	/** The caller of a token; empty where nobody has it. */
	Optional<Caller> caller(String token) {
		Caller caller = this.known.get(token);
		return (caller != null) ? Optional.of(caller) : serviceAccount(token);
	}

	private Optional<Caller> serviceAccount(String token) {
		int end = token.lastIndexOf('.');
		if (end < 0 || token.indexOf('.') == end || !signed(token.substring(0, end), token.substring(end + 1))) {
			return Optional.empty();
		}
		JsonNode claims = claims(token.substring(token.indexOf('.') + 1, end));
		if (claims == null || claims.path("exp").asLong(0) <= this.clock.instant().getEpochSecond()) {
			return Optional.empty();
		}
		String namespace = Json.text(claims.path("kubernetes.io"), "namespace", "");
		JsonNode account = claims.at("/kubernetes.io/serviceaccount");
		String name = Json.text(account, "name", "");
		return this.store.find(new Key(Kinds.SERVICE_ACCOUNT, namespace, name))
			.filter((live) -> Json.text(account, "uid", "-").equals(Json.meta(live, "uid")))
			.map((live) -> Caller.serviceAccount(namespace, name, Json.text(live.path("metadata"), "uid", "")));
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
			Signature signature = Signature.getInstance(ALGORITHM);
			signature.initSign(this.keys.getPrivate());
			signature.update(payload.getBytes(StandardCharsets.UTF_8));
			return BASE64.encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private boolean signed(String payload, String signed) {
		try {
			Signature signature = Signature.getInstance(ALGORITHM);
			signature.initVerify(this.keys.getPublic());
			signature.update(payload.getBytes(StandardCharsets.UTF_8));
			return signature.verify(Base64.getUrlDecoder().decode(signed));
		}
		catch (IllegalArgumentException | GeneralSecurityException ex) {
			return false;
		}
	}

}
