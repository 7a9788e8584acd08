package io.gatehouse.identity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.stereotype.Component;

/**
 * Reads people for those who wait for GitLab only so long. A reading that is late goes on
 * by itself, one for each person, and is not waited for again: while GitLab hangs, it is
 * the first one only who loses the time.
 */
@Component
class PatientReader {

	/**
	 * A reading under way, and the reading of {@link System#nanoTime} that makes it late.
	 */
	private record Reading(CompletableFuture<Void> end, long lateAt) {
	}

	private final PeopleReader reader;

	private final RoleProperties roles;

	private final ConcurrentMap<String, Reading> underWay = new ConcurrentHashMap<>();

	PatientReader(PeopleReader reader, RoleProperties roles) {
		this.reader = reader;
		this.roles = roles;
	}

	/**
	 * Reads a person now.
	 * @return whether it was done in {@code gatehouse.roles.patience}
	 * @throws java.util.NoSuchElementException where GitLab has no such account
	 */
	boolean read(String username) {
		Reading reading = underWay(username);
		try {
			reading.end().get(reading.lateAt() - System.nanoTime(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException ex) {
			throw cause(ex);
		}
	}

	/** As {@link #read}, however long it takes. */
	void readToTheEnd(String username) {
		try {
			underWay(username).end().join();
		}
		catch (CompletionException ex) {
			throw cause(ex);
		}
	}

	private Reading underWay(String username) {
		Reading begun = new Reading(new CompletableFuture<>(), System.nanoTime() + this.roles.patience().toNanos());
		Reading reading = this.underWay.putIfAbsent(username, begun);
		if (reading != null) {
			return reading;
		}
		Thread.ofVirtual().name("read-" + username).start(() -> read(username, begun));
		return begun;
	}

	private void read(String username, Reading reading) {
		try {
			this.reader.read(username);
			this.underWay.remove(username, reading);
			reading.end().complete(null);
		}
		catch (RuntimeException ex) {
			this.underWay.remove(username, reading);
			reading.end().completeExceptionally(ex);
		}
	}

	private static RuntimeException cause(Exception ex) {
		return (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex);
	}

}
