package io.gatehouse.request.web;

import io.gatehouse.request.lifecycle.RequestState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which requests a list shows; what is null does not filter. */
record RequestFilter(@Nullable String scope, @Nullable String person, @Nullable String type,
		@Nullable RequestState state, @Nullable Instant since, @Nullable Instant until, @Nullable String text) {
}
