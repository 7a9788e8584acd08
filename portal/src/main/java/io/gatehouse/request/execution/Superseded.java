package io.gatehouse.request.execution;

import java.util.UUID;

/**
 * Another worker has taken the request over; this one stops where it is and writes
 * nothing.
 */
class Superseded extends RuntimeException {

	Superseded(UUID request, long fence) {
		super("request " + request + " was taken over from the worker with fence " + fence);
	}

}
