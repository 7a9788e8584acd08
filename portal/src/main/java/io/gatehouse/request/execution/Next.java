package io.gatehouse.request.execution;

import java.time.Duration;

/** What the queue does with a request after a run. */
sealed interface Next {

	static Next nothing() {
		return Nothing.NOTHING;
	}

	static Next after(Duration delay) {
		return new After(delay);
	}

	/** It ended, or waits for a person. */
	enum Nothing implements Next {

		NOTHING

	}

	/** Run it again, not before the delay is over. */
	record After(Duration delay) implements Next {
	}

}
