package io.gatehouse.request.submission;

import java.util.Optional;

import io.gatehouse.identity.Person;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.RequestTypes.Known;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to ask for.
 *
 * @param asset what it is about; null for a new one
 * @param form what shall be; of an asset that is only renewed, handed over, mended or
 * removed: its own
 * @param heir who shall have it, where it is handed over
 * @param again whether it takes the place of what the person has asked for already
 */
public record Wish(Known known, Verb verb, @Nullable Asset asset, Record form, Person person, Optional<Owner> heir,
		boolean again) {

	/** For something new. */
	public static Wish create(Known known, Record form, Person person) {
		return new Wish(known, Verb.CREATE, null, form, person, Optional.empty(), false);
	}

	/** For something that is there. */
	public static Wish about(Asset asset, Known known, Verb verb, Record form, Person person) {
		return new Wish(known, verb, asset, form, person, Optional.empty(), false);
	}

	public static Wish handOver(Asset asset, Known known, Record form, Person person, Owner heir) {
		return new Wish(known, Verb.TRANSFER, asset, form, person, Optional.of(heir), false);
	}

	/** The same by the person as they are now. */
	Wish by(Person person) {
		return new Wish(this.known, this.verb, this.asset, this.form, person, this.heir, this.again);
	}

	/** For a request that is sent again, with another form. */
	public static Wish again(ServiceRequest request, @Nullable Asset asset, Known known, Record form, Person person) {
		Optional<Owner> heir = (request.verb() == Verb.TRANSFER) ? Optional.of(request.owner()) : Optional.empty();
		return new Wish(known, request.verb(), asset, form, person, heir, true);
	}

}
