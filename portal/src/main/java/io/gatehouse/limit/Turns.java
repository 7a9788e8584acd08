package io.gatehouse.limit;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Lets so much of each one's be under way at once; what is more waits for its turn. So
 * whoever asks for much at once waits for themselves, and not everybody else for them.
 */
public class Turns {

	private static final int MOST_REMEMBERED = 100_000;

	private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

	private final Cache<String, Semaphore> turns = Caffeine.newBuilder()
		.expireAfterAccess(FORGOTTEN_AFTER)
		.maximumSize(MOST_REMEMBERED)
		.build();

	private final int atOnce;

	private final Duration patience;

	/**
	 * Lets each one have so much under way.
	 * @param patience how long something waits for its turn
	 */
	public Turns(int atOnce, Duration patience) {
		this.atOnce = atOnce;
		this.patience = patience;
	}

	/**
	 * Takes a turn.
	 * @throws TooFast where none came in time
	 */
	public Turn take(String who) {
		Semaphore turns = this.turns.get(who, (first) -> new Semaphore(this.atOnce, true));
		try {
			if (turns.tryAcquire(this.patience.toNanos(), TimeUnit.NANOSECONDS)) {
				return turns::release;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new TooFast(Duration.ofSeconds(1));
	}

	/** A turn that was taken, until it is closed. */
	public interface Turn extends AutoCloseable {

		@Override
		void close();

	}

}
