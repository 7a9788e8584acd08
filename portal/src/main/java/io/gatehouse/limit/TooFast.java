package io.gatehouse.limit;

import java.time.Duration;

/** Somebody asks for more than {@link RateLimits} give within a minute. */
public class TooFast extends RuntimeException {

	private final Duration wait;

	TooFast(Duration wait) {
		super("too fast; it goes on in " + wait);
		this.wait = wait;
	}

	/** In how many seconds it goes on. */
	public long seconds() {
		return RateLimits.seconds(this.wait);
	}

}
