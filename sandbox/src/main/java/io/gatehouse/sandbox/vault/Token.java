package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A service token; its time to live counts from the last renewal. */
record Token(String id, String accessor, List<String> policies, String path, String displayName,
		@Nullable Map<String, String> meta, Instant created, Duration ttl, @Nullable Instant expires, Duration maxTtl,
		Duration period, int usesLeft, boolean renewable, @Nullable String parent) {

	boolean root() {
		return this.policies.contains("root");
	}

	boolean orphan() {
		return this.parent == null;
	}

	boolean expired(Instant now) {
		return this.expires != null && !this.expires.isAfter(now);
	}

	/** Seconds that are left; 0 for a token that does not end. */
	long secondsLeft(Instant now) {
		return (this.expires != null) ? Math.max(0, Duration.between(now, this.expires).toSeconds()) : 0;
	}

	/** Lives on for the time from now, or for its period, but never past its maximum. */
	Token renew(Duration time, Instant now) {
		Duration wanted = this.period.isZero() ? (time.isZero() ? this.ttl : time) : this.period;
		Instant end = now.plus(wanted);
		Instant last = this.created.plus(this.maxTtl);
		Instant expires = (!this.maxTtl.isZero() && end.isAfter(last)) ? last : end;
		return new Token(this.id, this.accessor, this.policies, this.path, this.displayName, this.meta, this.created,
				this.ttl, expires, this.maxTtl, this.period, this.usesLeft, this.renewable, this.parent);
	}

	/** One use less; -1 marks the token as used up. */
	Token used() {
		int left = (this.usesLeft == 1) ? -1 : this.usesLeft - 1;
		return new Token(this.id, this.accessor, this.policies, this.path, this.displayName, this.meta, this.created,
				this.ttl, this.expires, this.maxTtl, this.period, left, this.renewable, this.parent);
	}

}
