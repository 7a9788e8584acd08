package io.gatehouse.request.lifecycle;

/** Where a service request stands. */
public enum RequestState {

	/** Waits for approval. */
	SUBMITTED,

	/** An approver wants it otherwise; the requester's turn. */
	CHANGES_REQUESTED,

	/** About to be carried out. */
	APPROVED,

	RUNNING,

	SUCCEEDED,

	/** Stopped; a person must look. */
	FAILED,

	REJECTED,

	/** Taken back by the requester. */
	WITHDRAWN,

	/** Nobody decided in time. */
	LAPSED,

	/** What had been done of it was undone. */
	ROLLED_BACK;

	/** Whether nothing will happen to it any more. */
	public boolean ended() {
		return switch (this) {
			case SUCCEEDED, REJECTED, WITHDRAWN, LAPSED, ROLLED_BACK -> true;
			case SUBMITTED, CHANGES_REQUESTED, APPROVED, RUNNING, FAILED -> false;
		};
	}

	/** Whether it waits for people. */
	public boolean undecided() {
		return this == SUBMITTED || this == CHANGES_REQUESTED;
	}

}
