package io.gatehouse.request.lifecycle;

/** How far a step is. */
public enum StepState {

	PENDING, RUNNING,

	/**
	 * It is on its way in the other system, or that system did not answer; it is asked
	 * again by itself.
	 */
	WAITING, DONE, FAILED

}
