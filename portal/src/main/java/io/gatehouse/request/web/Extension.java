package io.gatehouse.request.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.gatehouse.request.asset.Asset;
import org.jspecify.annotations.Nullable;

/**
 * An end that becomes another one.
 *
 * @param before null where there was no end
 * @param after if it were carried out now, as it counts from then; null where there would
 * be no end
 */
record Extension(@Nullable Instant before, @Nullable Instant after) {

	/** Templates see public methods only. */
	public boolean counted() {
		return this.after != null;
	}

	static Extension of(Asset asset, Optional<Duration> lifetime, Instant now) {
		return new Extension(asset.endsAt().orElse(null), lifetime.map(now::plus).orElse(null));
	}

}
