package io.gatehouse.request.submission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.gatehouse.identity.Person;
import io.gatehouse.request.Field;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.plan.Digest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells a form that is sent again from another wish. Each page with a form has a number
 * of its own, which it keeps where somebody goes back to it: what is sent with the same
 * number and the same words in it is one request; with other words it is another one.
 */
@Component
class Sendings {

	/** What is sent again later than this after it was done is meant anew. */
	private static final Duration AT_ONCE = Duration.ofMinutes(10);

	private final ServiceRequests requests;

	private final Assets assets;

	private final Forms forms;

	private final Clock clock;

	Sendings(ServiceRequests requests, Assets assets, Forms forms, Clock clock) {
		this.requests = requests;
		this.assets = assets;
		this.forms = forms;
		this.clock = clock;
	}

	/**
	 * A form that is sent.
	 *
	 * @param submission the same however often it is sent
	 * @param earlier what was made of it before
	 */
	record Sending(String submission, Optional<ServiceRequest> earlier) {
	}

	/**
	 * Of a wish that is sent.
	 * @param number the page's own
	 */
	Sending of(Wish wish, String reason, String number) {
		Asset asset = wish.asset();
		Long about = (asset != null) ? asset.number() : null;
		Digest words = words(number, about, wish.verb(), wish.heir(), reason);
		if (!wish.verb().setsForm()) {
			return sending(wish.person(), words.hex());
		}
		words.add(wish.known().name()).add(this.forms.named(wish.form()));
		// A secret is not among them: whoever reads the digest must not be able to try
		// which one it was.
		this.forms.files(wish.form()).stream().map(Field.Upload::sha256).forEach(words::add);
		return sending(wish.person(), words.hex());
	}

	/** Of what is done to an asset that may be gone by now, or another's. */
	Sending of(Person person, long asset, Verb verb, Optional<Owner> heir, String reason, String number) {
		return sending(person, words(number, asset, verb, heir, reason).hex());
	}

	private static Digest words(String number, @Nullable Long asset, Verb verb, Optional<Owner> heir, String reason) {
		return new Digest().add(number).add(asset).add(verb).add(heir).add(reason);
	}

	private Sending sending(Person person, String first) {
		String submission = first;
		Optional<ServiceRequest> earlier = find(person, submission);
		while (earlier.filter(this::over).isPresent()) {
			submission = new Digest().add(submission).add(earlier.get().number()).hex();
			earlier = find(person, submission);
		}
		return new Sending(submission, earlier);
	}

	private Optional<ServiceRequest> find(Person person, String submission) {
		return this.requests.findByRequesterAndSubmission(person.username(), submission);
	}

	/** Whether who sends the same again does so because it is not there any more. */
	private boolean over(ServiceRequest earlier) {
		return switch (earlier.state()) {
			case WITHDRAWN, REJECTED, LAPSED, ROLLED_BACK -> true;
			case SUCCEEDED -> longAgo(earlier.endedAt()) || overtaken(earlier);
			case SUBMITTED, CHANGES_REQUESTED, APPROVED, RUNNING, FAILED -> false;
		};
	}

	private boolean longAgo(@Nullable Instant ended) {
		return ended != null && ended.plus(AT_ONCE).isBefore(this.clock.instant());
	}

	private boolean overtaken(ServiceRequest earlier) {
		return earlier.verb() == Verb.CHANGE && earlier.asset()
			.flatMap(this.assets::findById)
			.filter((asset) -> asset.form().equals(earlier.form()))
			.isEmpty();
	}

}
