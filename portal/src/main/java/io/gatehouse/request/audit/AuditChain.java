package io.gatehouse.request.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Verifies that no event was changed, removed or put in. */
@Component
public class AuditChain {

	private static final int BATCH = 5_000;

	private final AuditLog log;

	AuditChain(AuditLog log) {
		this.log = log;
	}

	/**
	 * Reads the whole chain, oldest first, and stops at the first link that does not
	 * hold.
	 */
	public Verdict verify() {
		return verify(0, AuditEvent.START);
	}

	/**
	 * Goes on from where an earlier check ended: cheap, and blind to what was changed
	 * before that since.
	 */
	public Verdict goOn(Verdict earlier) {
		if (!earlier.unbroken()) {
			return earlier;
		}
		long last = this.log.last().map(AuditEvent::number).orElse(0L);
		return (last < earlier.verified()) ? new Verdict(last, earlier.head(), last + 1, Flaw.MISSING)
				: verify(earlier.verified(), earlier.head());
	}

	private Verdict verify(long verified, String head) {
		long expected = verified + 1;
		String previous = head;
		while (true) {
			List<AuditEvent> batch = this.log.from(expected, BATCH);
			if (batch.isEmpty()) {
				return new Verdict(expected - 1, previous, null, null);
			}
			for (AuditEvent event : batch) {
				Flaw flaw = flaw(event, expected, previous);
				if (flaw != null) {
					return new Verdict(expected - 1, previous, expected, flaw);
				}
				previous = event.hash();
				expected++;
			}
		}
	}

	private static @Nullable Flaw flaw(AuditEvent event, long expected, String previous) {
		if (event.number() != expected) {
			return Flaw.MISSING;
		}
		if (!event.previous().equals(previous)) {
			return Flaw.UNLINKED;
		}
		return event.computed().equals(event.hash()) ? null : Flaw.CHANGED;
	}

	/**
	 * What the check found.
	 *
	 * @param verified how many events, from the first on, hold
	 * @param head the hash of the last one that holds; kept elsewhere, it shows later
	 * that the end was not cut off
	 * @param broken the number of the first link that does not hold; null where all do
	 */
	public record Verdict(long verified, String head, @Nullable Long broken, @Nullable Flaw flaw) {

		public boolean unbroken() {
			return this.broken == null;
		}

	}

	/** What can be wrong with a link. */
	public enum Flaw {

		/** The event is not there. */
		MISSING,

		/** It does not name the hash of the event before it. */
		UNLINKED,

		/** Its own hash is not that of what it says. */
		CHANGED

	}

}
