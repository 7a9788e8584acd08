package io.gatehouse.request.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An audit event.
 *
 * @param ends until when something is there from then on; null where that is not told
 */
record AuditLine(long number, Instant at, String actor, String word, String type, String title, @Nullable Long request,
		@Nullable Long asset, String detail, @Nullable Instant ends) {
}
