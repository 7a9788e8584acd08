package io.gatehouse.request.web;

/** Which words the navigation has for somebody, and how much waits for them. */
record Nav(boolean queue, boolean systems, boolean audit, long toDecide) {

	/** Of somebody who is not signed in. */
	static final Nav NONE = new Nav(false, false, false, 0);

}
