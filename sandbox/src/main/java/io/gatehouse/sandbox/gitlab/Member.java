package io.gatehouse.sandbox.gitlab;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/** One direct membership of a group or a project. */
record Member(long userId, int level, @Nullable LocalDate expiresAt, Instant createdAt, @Nullable Long createdBy) {

	Member with(int newLevel, @Nullable LocalDate newExpiry) {
		return new Member(this.userId, newLevel, newExpiry, this.createdAt, this.createdBy);
	}

}
