package io.gatehouse.request.web;

import io.gatehouse.request.lifecycle.RequestState;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which requests a list shows; what is null does not filter. */
record RequestFilter(@Nullable String scope, @Nullable String person, @Nullable String type,
		@Nullable RequestState state, @Nullable Instant since, @Nullable Instant until, @Nullable String text) {

	/**
	 * Whether it leaves something out of what its scope has. Templates see public methods
	 * only.
	 */
	public boolean narrow() {
		return Stream.of(this.person, this.type, this.state, this.since, this.until, this.text)
			.anyMatch(Objects::nonNull);
	}

}
