package io.gatehouse.survival;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Sees every point that a portal's work passes, in order, and ends or freezes the process
 * at one of them.
 */
final class Watch {

	private final List<String> passed = new ArrayList<>();

	private int target = -1;

	private @Nullable PortalProcess victim;

	private @Nullable String killedAt;

	private boolean freezes;

	/** Forgets what was seen, and kills nobody. */
	synchronized void reset() {
		this.passed.clear();
		this.target = -1;
		this.victim = null;
		this.killedAt = null;
		this.freezes = false;
	}

	/** Kills the process at the point that has this index, counted from now on. */
	synchronized void kill(PortalProcess process, int index) {
		reset();
		this.victim = process;
		this.target = index;
	}

	/** Stops the process's time at that point; what it has sent arrives. */
	synchronized void freeze(PortalProcess process, int index) {
		kill(process, index);
		this.freezes = true;
	}

	/**
	 * The work is at a point.
	 * @return whether the portal still lives
	 */
	synchronized boolean at(String point) {
		this.passed.add(point);
		if (this.victim != null && this.passed.size() - 1 == this.target) {
			if (!this.victim.isAlive()) {
				throw new IllegalStateException("Somebody else works at " + point);
			}
			if (this.freezes) {
				this.victim.freeze();
			}
			else {
				this.victim.kill();
			}
			this.victim = null;
			this.killedAt = point;
			return this.freezes;
		}
		return true;
	}

	/** The points that were passed, in order. */
	synchronized List<String> passed() {
		return List.copyOf(this.passed);
	}

	/** Where the process was killed or frozen; null where it was not yet. */
	synchronized @Nullable String killedAt() {
		return this.killedAt;
	}

}
