package io.gatehouse.request.execution;

import java.util.Optional;

import io.gatehouse.identity.Person;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of an approved request when it is carried out, and not only when it was
 * asked for; told by packages that this one may not know.
 */
public interface StartCondition {

	/**
	 * What stands in the way of a person's request.
	 * @param asset what it is about, if that is there
	 * @param requester as they are now
	 */
	Optional<Problem> unmet(ServiceRequest request, @Nullable Asset asset, Person requester);

}
