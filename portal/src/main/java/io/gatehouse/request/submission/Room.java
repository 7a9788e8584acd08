package io.gatehouse.request.submission;

import java.util.Optional;

import io.gatehouse.request.Text;
import io.gatehouse.request.lifecycle.RequestProperties;
import io.gatehouse.request.lifecycle.ServiceRequests;

import org.springframework.stereotype.Component;

/**
 * How many requests one person may have open: they must not be what all others wait for.
 */
@Component
class Room {

	private final ServiceRequests requests;

	private final RequestProperties properties;

	Room(ServiceRequests requests, RequestProperties properties) {
		this.requests = requests;
		this.properties = properties;
	}

	/**
	 * Keeps all else that would count for a person waiting until the transaction ends:
	 * two at once must not both be the last.
	 */
	void holdBackOthers(String requester) {
		this.requests.holdBackOthers("submissions/" + requester);
	}

	/**
	 * Why there is none.
	 * @param asks who is told that
	 */
	Optional<Text> lacking(String requester, String asks) {
		long open = this.requests.countOpen(requester);
		if (open < this.properties.mostOpen()) {
			return Optional.empty();
		}
		return Optional.of(requester.equals(asks) ? Text.of("request.too-many-open", open)
				: Text.of("request.too-many-open-of", requester, open));
	}

}
