package io.gatehouse.request.web;

import java.time.Instant;
import io.gatehouse.request.lifecycle.RequestState;
import org.jspecify.annotations.Nullable;

/** A request in a list. */
record RequestLine(long number, String title, String type, String typeLabel, String verb, String requester,
		String owner, RequestState state, String stateWord, @Nullable String message, Instant submittedAt,
		@Nullable Instant endedAt, boolean dangerous) {
}
