package io.gatehouse.sandbox.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** An access token and the refresh token that came with it, as digests. */
record OauthToken(String access, String refresh, long userId, Set<String> scopes, Instant createdAt, Instant signedInAt,
		boolean revoked) {

	static final Duration LIFETIME = Duration.ofHours(2);

	boolean isExpired(Instant now) {
		return !now.isBefore(this.createdAt.plus(LIFETIME));
	}

	OauthToken revoke() {
		return new OauthToken(this.access, this.refresh, this.userId, this.scopes, this.createdAt, this.signedInAt,
				true);
	}

}
