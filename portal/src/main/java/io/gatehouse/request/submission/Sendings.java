package io.gatehouse.request.submission;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.identity.Person;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells a form that is sent again from one that was changed since: somebody went back to
 * it, and wants something else.
 */
@Component
class Sendings {

	private final ServiceRequests requests;

	private final Forms forms;

	Sendings(ServiceRequests requests, Forms forms) {
		this.requests = requests;
		this.forms = forms;
	}

	Optional<ServiceRequest> find(Person person, String submission) {
		return this.requests.findByRequesterAndSubmission(person.username(), submission);
	}

	/**
	 * The form's submission, unless that was another wish's: then one that is always the
	 * same for this wish.
	 */
	String submission(Wish wish, String submission) {
		return find(wish.person(), submission).filter((earlier) -> !same(wish, earlier))
			.map((earlier) -> changed(wish, submission))
			.orElse(submission);
	}

	/** Secrets are not compared: of what was sent only the path to them is left. */
	private boolean same(Wish wish, ServiceRequest earlier) {
		return earlier.type().equals(wish.known().name()) && earlier.verb() == wish.verb()
				&& (wish.verb() == Verb.CREATE || earlier.asset().equals(asset(wish)))
				&& wish.heir().map(earlier.owner()::equals).orElse(true)
				&& values(wish.form()).equals(values(this.forms.record(wish.known().form(), earlier.form())));
	}

	private String changed(Wish wish, String submission) {
		String all = String.join("\n", submission, wish.known().name(), wish.verb().name(), asset(wish).toString(),
				wish.heir().toString(), values(wish.form()).toString());
		return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
	}

	private static Optional<UUID> asset(Wish wish) {
		@Nullable Asset asset = wish.asset();
		return (asset != null) ? Optional.of(asset.id()) : Optional.empty();
	}

	private Map<String, Object> values(Record form) {
		return this.forms.named(form);
	}

}
