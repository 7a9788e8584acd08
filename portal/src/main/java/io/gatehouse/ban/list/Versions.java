package io.gatehouse.ban.list;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Lets those wait who want the next version of a list. One look into the database serves
 * all that wait at this portal, however many they are.
 */
@Component
class Versions implements SmartLifecycle {

	private static final long LOOK = Duration.ofMillis(250).toNanos();

	private final JdbcClient jdbc;

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicLong seen = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition looked = this.lock.newCondition();

	private final Condition wanted = this.lock.newCondition();

	private volatile Map<String, String> digests = Map.of();

	/** Looks into the database; none while this is stopped. */
	private volatile @Nullable Thread looker;

	Versions(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Counts the changes that were seen. */
	long seen() {
		return this.seen.get();
	}

	/**
	 * Returns when a change was seen after so many, or the time is over.
	 * @return how much of the time is left, in nanoseconds
	 */
	long awaitChange(long seenBefore, long nanos) throws InterruptedException {
		long left = nanos;
		this.lock.lockInterruptibly();
		try {
			this.waiting.incrementAndGet();
			this.wanted.signal();
			while (left > 0 && isRunning() && this.seen.get() == seenBefore) {
				left = this.looked.awaitNanos(left);
			}
		}
		finally {
			this.waiting.decrementAndGet();
			this.lock.unlock();
		}
		return isRunning() ? left : 0;
	}

	private void look() {
		while (this.looker == Thread.currentThread()) {
			this.lock.lock();
			try {
				if (this.waiting.get() == 0) {
					this.wanted.await(1, TimeUnit.SECONDS);
				}
				else {
					this.looked.awaitNanos(LOOK);
				}
			}
			catch (InterruptedException ex) {
				return;
			}
			finally {
				this.lock.unlock();
			}
			refresh();
		}
	}

	/** Looks now. */
	void refresh() {
		if (this.waiting.get() == 0) {
			return;
		}
		Map<String, String> now;
		try {
			now = this.jdbc.sql("select target, digest from ban_list where version > 0")
				.query((row, index) -> Map.entry(row.getString(1), row.getString(2)))
				.list()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		}
		catch (DataAccessException | TransactionException ex) {
			// Those who wait ask again, and are told then.
			return;
		}
		this.lock.lock();
		try {
			if (!now.equals(this.digests)) {
				this.digests = now;
				this.seen.incrementAndGet();
				this.looked.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void start() {
		Thread thread = Thread.ofVirtual().name("ban-versions").unstarted(this::look);
		this.looker = thread;
		thread.start();
	}

	@Override
	public boolean isRunning() {
		return this.looker != null;
	}

	/**
	 * Before the web server, in the phase that is stopped first: it waits for those who
	 * wait here.
	 */
	@Override
	public int getPhase() {
		return DEFAULT_PHASE;
	}

	@Override
	public void stop() {
		this.looker = null;
		this.lock.lock();
		try {
			this.looked.signalAll();
			this.wanted.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
