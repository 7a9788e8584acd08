package io.gatehouse.request.plan;

/** What becomes of a resource. */
public enum Action {

	CREATE, UPDATE, UNCHANGED, RESTORE, REMOVE;

	/** Whether something in the other system changes. */
	public boolean changes() {
		return this != UNCHANGED;
	}

}
