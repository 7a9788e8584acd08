package io.gatehouse.request.execution;

import java.util.UUID;

/**
 * Is told how far a worker is with a request: between any two of these, the worker may
 * die.
 */
interface Milestones {

	/**
	 * Called on the worker's thread, after what the milestone says is durable.
	 * @param position of the step; -1 where the milestone is not one of a step's
	 */
	void reached(Milestone milestone, UUID request, int position);

	/** The points of an execution. */
	enum Milestone {

		CLAIMED, STARTED, STEP_RECORDED, STEP_APPLIED, STEP_DONE, FINISHED

	}

}
