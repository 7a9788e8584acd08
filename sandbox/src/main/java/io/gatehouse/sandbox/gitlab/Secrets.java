package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random tokens and digests. */
final class Secrets {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

	private Secrets() {
	}

	/** A new token that starts with the prefix. */
	static String token(String prefix) {
		byte[] bytes = new byte[24];
		RANDOM.nextBytes(bytes);
		return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/** Small letters and digits. */
	static String letters(int length) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
		}
		return text.toString();
	}

	static String digest(String secret) {
		return hex("SHA-256", secret.getBytes(StandardCharsets.UTF_8));
	}

	/** The code challenge of a verifier. */
	static String s256(String verifier) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(hash("SHA-256", verifier.getBytes(StandardCharsets.US_ASCII)));
	}

	static String hex(String algorithm, byte[] bytes) {
		return HexFormat.of().formatHex(hash(algorithm, bytes));
	}

	static boolean equal(String one, String other) {
		return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
	}

	private static byte[] hash(String algorithm, byte[] bytes) {
		try {
			return MessageDigest.getInstance(algorithm).digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
