package io.gatehouse.limit;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Lets so much of each one's be under way at once; what is more waits for its turn. So
 * whoever asks for much at once waits for themselves, and not everybody else for them.
 */
public class Turns {

	private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();

	private final int atOnce;

	private final Duration patience;

	/** Somebody's turns, and how many have or want one. */
	private record Lane(Semaphore turns, int users) {
	}

	/**
	 * Lets each one have so much under way.
	 * @param patience how long something waits for its turn
	 */
	public Turns(int atOnce, Duration patience) {
		this.atOnce = atOnce;
		this.patience = patience;
	}

	/** Takes a turn; empty where none came in time. */
	public Optional<Turn> take(String who) {
		Semaphore turns = enter(who);
		boolean taken = false;
		try {
			taken = turns.tryAcquire(this.patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (taken) {
			return Optional.of(() -> {
				turns.release();
				leave(who);
			});
		}
		leave(who);
		return Optional.empty();
	}

	private Semaphore enter(String who) {
		Lane lane = this.lanes.compute(who, (key, there) -> (there != null) ? new Lane(there.turns(), there.users() + 1)
				: new Lane(new Semaphore(this.atOnce, true), 1));
		return Objects.requireNonNull(lane).turns();
	}

	/** Nobody's turns are kept, and none are forgotten while somebody has one. */
	private void leave(String who) {
		this.lanes.computeIfPresent(who, (key, there) -> left(there));
	}

	private static @Nullable Lane left(Lane lane) {
		return (lane.users() > 1) ? new Lane(lane.turns(), lane.users() - 1) : null;
	}

	/** How many have a turn or wait for one. */
	int users(String who) {
		Lane lane = this.lanes.get(who);
		return (lane != null) ? lane.users() : 0;
	}

	/** A turn that was taken, until it is closed. */
	public interface Turn extends AutoCloseable {

		@Override
		void close();

	}

}
