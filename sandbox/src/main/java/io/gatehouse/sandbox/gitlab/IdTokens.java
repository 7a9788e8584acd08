package io.gatehouse.sandbox.gitlab;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import io.gatehouse.sandbox.http.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Signs ID tokens with a key that is made at the first start. The address is there with
 * or without the {@code email} scope, as everybody's address is public here.
 */
final class IdTokens {

	private static final Duration LIFETIME = Duration.ofMinutes(2);

	private final Directory directory;

	private final Clock clock;

	private final URI issuer;

	private final KeyPair keys;

	private final String keyId;

	IdTokens(Directory directory, Clock clock, URI issuer) {
		this.directory = directory;
		this.clock = clock;
		this.issuer = issuer;
		this.keys = keys(directory.state());
		this.keyId = Secrets.hex("SHA-256", this.keys.getPublic().getEncoded()).substring(0, 32);
	}

	private static KeyPair keys(State state) {
		try {
			if (state.signingKey.length == 0) {
				KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
				generator.initialize(2048);
				KeyPair made = generator.generateKeyPair();
				state.signingKey = made.getPrivate().getEncoded();
				state.verificationKey = made.getPublic().getEncoded();
			}
			KeyFactory factory = KeyFactory.getInstance("RSA");
			return new KeyPair(factory.generatePublic(new X509EncodedKeySpec(state.verificationKey)),
					factory.generatePrivate(new PKCS8EncodedKeySpec(state.signingKey)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String issue(User user, String audience, Instant signedInAt, @Nullable String nonce) {
		long now = this.clock.instant().getEpochSecond();
		Map<String, @Nullable Object> claims = Json.object("iss", this.issuer.toString(), "sub", Long.toString(user.id),
				"aud", audience, "exp", now + LIFETIME.toSeconds(), "iat", now, "auth_time",
				signedInAt.getEpochSecond(), "sub_legacy", Secrets.digest(user.id + "-legacy"), "groups_direct",
				this.directory.directGroups(user).map(this.directory::fullPath).toList(), "email", user.email,
				"email_verified", true);
		if (nonce != null) {
			claims.put("nonce", nonce);
		}
		String head = part(Map.of("typ", "JWT", "alg", "RS256", "kid", this.keyId));
		String content = head + "." + part(claims);
		return content + "." + base64(sign(content));
	}

	private static String part(Object json) {
		return base64(Exchange.JSON.writeValueAsBytes(json));
	}

	private byte[] sign(String content) {
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(this.keys.getPrivate());
			signature.update(content.getBytes(StandardCharsets.US_ASCII));
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The key that verifies, as RFC 7517 has it. */
	Map<String, @Nullable Object> jwk() {
		RSAPublicKey key = (RSAPublicKey) this.keys.getPublic();
		return Json.object("kty", "RSA", "kid", this.keyId, "use", "sig", "alg", "RS256", "n",
				unsigned(key.getModulus()), "e", unsigned(key.getPublicExponent()));
	}

	private static String unsigned(BigInteger number) {
		byte[] bytes = number.toByteArray();
		return base64((bytes[0] == 0) ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
	}

	private static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
