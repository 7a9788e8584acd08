package io.gatehouse.sandbox.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** An authorization code that waits to be exchanged. */
record OauthCode(String digest, long userId, String redirectUri, Set<String> scopes, @Nullable String challenge,
		boolean challengeIsPlain, @Nullable String nonce, Instant issuedAt) {

	private static final Duration LIFETIME = Duration.ofMinutes(10);

	boolean isExpired(Instant now) {
		return !now.isBefore(this.issuedAt.plus(LIFETIME));
	}

	/** Whether the verifier is the one of which the challenge was made (RFC 7636). */
	boolean accepts(@Nullable String verifier) {
		if (this.challenge == null) {
			return true;
		}
		if (verifier == null) {
			return false;
		}
		return this.challenge.equals(this.challengeIsPlain ? verifier : Secrets.s256(verifier));
	}

}
