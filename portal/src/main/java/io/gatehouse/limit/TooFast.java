package io.gatehouse.limit;

import java.time.Duration;

/** Somebody asks for more than is given within a minute. */
public class TooFast extends RuntimeException {

	private final Duration wait;

	TooFast(Duration wait) {
		super("too fast; it goes on in " + wait);
		this.wait = wait;
	}

	/** What to say in a Retry-After: begun seconds are whole ones. */
	public long seconds() {
		return RateLimits.seconds(this.wait);
	}

}
