package io.gatehouse.request.execution;

import java.util.Optional;

import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.Requester;
import io.gatehouse.request.lifecycle.ServiceRequest;

/** What must hold of an approved request when it is carried out, not only when asked. */
public interface Condition {

	/**
	 * What stands in its way.
	 * @param requester as they are now
	 */
	Optional<Problem> unmet(ServiceRequest request, Requester requester);

}
