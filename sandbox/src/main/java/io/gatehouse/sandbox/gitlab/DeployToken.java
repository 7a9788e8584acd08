package io.gatehouse.sandbox.gitlab;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A deploy token; of its value only the digest is kept. */
record DeployToken(long id, String name, String username, List<String> scopes, @Nullable Instant expiresAt,
		String digest) {

	boolean isExpired(Instant now) {
		return this.expiresAt != null && !now.isBefore(this.expiresAt);
	}

}
