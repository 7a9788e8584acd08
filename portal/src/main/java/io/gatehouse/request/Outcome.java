package io.gatehouse.request;

import java.time.Duration;

/** How an attempt at a resource ended. */
public sealed interface Outcome {

	/** It is as desired. */
	static Outcome done() {
		return Done.DONE;
	}

	/**
	 * It is on its way; the kernel holds no thread and asks again.
	 * @param delay how long to wait at least
	 * @param progress what the person reads meanwhile
	 */
	static Outcome retryAfter(Duration delay, Text progress) {
		return new RetryAfter(delay, progress.redacted());
	}

	/** It can't be done without a person; the reason says what to do. */
	static Outcome failed(Text reason) {
		return new Failed(reason.redacted());
	}

	/** See {@link Outcome#done()}. */
	enum Done implements Outcome {

		DONE

	}

	/** See {@link Outcome#retryAfter}. */
	record RetryAfter(Duration delay, Text progress) implements Outcome {
	}

	/** See {@link Outcome#failed}. */
	record Failed(Text reason) implements Outcome {
	}

}
