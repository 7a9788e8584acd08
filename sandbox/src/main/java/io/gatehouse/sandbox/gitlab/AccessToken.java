package io.gatehouse.sandbox.gitlab;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A personal, group or project access token; of its value only the digest is kept.
 *
 * @param family the first token of a chain of rotations
 * @param groupId the group that it was made for
 * @param projectId the project that it was made for
 */
record AccessToken(long id, long family, long userId, String name, List<String> scopes, @Nullable LocalDate expiresAt,
		boolean revoked, Instant createdAt, String digest, @Nullable Long groupId, @Nullable Long projectId) {

	boolean isPersonal() {
		return this.groupId == null && this.projectId == null;
	}

	boolean isExpired(LocalDate today) {
		return this.expiresAt != null && !today.isBefore(this.expiresAt);
	}

	boolean isActive(LocalDate today) {
		return !this.revoked && !isExpired(today);
	}

	AccessToken revoke() {
		return new AccessToken(this.id, this.family, this.userId, this.name, this.scopes, this.expiresAt, true,
				this.createdAt, this.digest, this.groupId, this.projectId);
	}

	AccessToken successor(long newId, @Nullable LocalDate expiry, Instant now, String newDigest) {
		return new AccessToken(newId, this.family, this.userId, this.name, this.scopes, expiry, false, now, newDigest,
				this.groupId, this.projectId);
	}

}
