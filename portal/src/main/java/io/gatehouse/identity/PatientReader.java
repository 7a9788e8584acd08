package io.gatehouse.identity;

import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Reads people for those who wait for GitLab only so long. A reading that is late goes on
 * by itself; until it ends, nobody else waits for that person, as GitLab would keep them
 * waiting too.
 */
@Component
class PatientReader implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(PatientReader.class);

	private final PeopleReader reader;

	private final RoleProperties roles;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final ConcurrentMap<String, Reading> readings = new ConcurrentHashMap<>();

	PatientReader(PeopleReader reader, RoleProperties roles) {
		this.reader = reader;
		this.roles = roles;
	}

	/**
	 * Reads a person now, for as long as {@code gatehouse.roles.patience}; one who is
	 * being read already is not read twice.
	 * @param username in lower case
	 * @throws NoSuchElementException where GitLab has no such account
	 */
	Reading read(String username) {
		Reading reading = this.readings.computeIfAbsent(username, this::begin);
		// Once it has ended: it may have done so before it was there to be removed.
		reading.end.whenComplete((nothing, fault) -> this.readings.remove(username, reading));
		if (!reading.late && !reading.endsWithin(this.roles.patience().toNanos())) {
			reading.late = true;
		}
		return reading;
	}

	private Reading begin(String username) {
		CompletableFuture<Void> end = CompletableFuture.runAsync(() -> this.reader.read(username), this.threads);
		end.exceptionally((fault) -> {
			log.warn("Cannot read {} from GitLab: {}", username, fault.getMessage());
			return null;
		});
		return new Reading(end);
	}

	@Override
	public void destroy() {
		this.threads.shutdownNow();
	}

	/** One reading of a person. */
	static final class Reading {

		private final CompletableFuture<Void> end;

		/** Whether it has lasted longer than anybody waits. */
		private volatile boolean late;

		private Reading(CompletableFuture<Void> end) {
			this.end = end;
		}

		/** Whether it has ended well. */
		boolean succeeded() {
			return this.end.state() == Future.State.SUCCESS;
		}

		/**
		 * Waits for its end, which the time limits of the calls to GitLab bound.
		 * @throws RuntimeException what it failed with
		 */
		void await() {
			try {
				this.end.join();
			}
			catch (CompletionException ex) {
				throw (ex.getCause() instanceof RuntimeException fault) ? fault : ex;
			}
		}

		private boolean endsWithin(long nanos) {
			try {
				this.end.get(nanos, TimeUnit.NANOSECONDS);
				return true;
			}
			catch (TimeoutException ex) {
				return false;
			}
			catch (ExecutionException ex) {
				if (ex.getCause() instanceof NoSuchElementException nobody) {
					throw nobody;
				}
				return true;
			}
			catch (InterruptedException ex) {
				// Who is told to stop decides nothing by old roles.
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while a person was read from GitLab", ex);
			}
		}

	}

}
