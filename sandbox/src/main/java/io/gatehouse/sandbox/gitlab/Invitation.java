package io.gatehouse.sandbox.gitlab;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/** A membership that waits for somebody with this address to sign up. */
record Invitation(String email, int level, @Nullable LocalDate expiresAt, Instant createdAt, String token,
		String invitedBy) {
}
