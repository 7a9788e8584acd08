package io.gatehouse.request.approval;

import io.gatehouse.identity.Person;
import io.gatehouse.identity.Role;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** Who may see and do what, row by row. */
public final class Access {

	private Access() {
	}

	/**
	 * Ops see all; others what they asked for, what they or their teams have, and what
	 * they may or did decide.
	 */
	public static boolean sees(Person person, ServiceRequest request) {
		return allSeeing(person) || request.requester().equals(person.username()) || owns(person, request.owner())
				|| Seating.mayApprove(request.policy(), request.requester(), person)
				|| request.notes().stream().anyMatch((note) -> note.person().equals(person.username()));
	}

	public static boolean sees(Person person, Asset asset) {
		return allSeeing(person) || owns(person, asset.owner()) || asset.madeBy().equals(person.username());
	}

	/** May change, renew, hand over and give back. */
	public static boolean manages(Person person, Asset asset) {
		return person.is(Role.OPS) || owns(person, asset.owner());
	}

	/**
	 * May have a stopped request tried again or undone, as long as what it is about is
	 * theirs. Of what others want taken away, the owner is not the one to decide that it
	 * stays.
	 * @param asset what it is about, if that is there
	 */
	public static boolean mends(Person person, ServiceRequest request, @Nullable Asset asset) {
		boolean removes = request.verb().removes();
		boolean concerned = person.is(Role.OPS) || request.requester().equals(person.username())
				|| (!removes && owns(person, request.owner()));
		return concerned && managesIfThere(person, asset);
	}

	/** What is not there yet is for whoever asks for it. */
	static boolean managesIfThere(Person person, @Nullable Asset asset) {
		return asset == null || asset.state() == AssetState.FORMING || manages(person, asset);
	}

	public static boolean withdraws(Person person, ServiceRequest request) {
		return request.requester().equals(person.username());
	}

	public static boolean allSeeing(Person person) {
		return person.is(Role.OPS) || person.is(Role.ADMIN);
	}

	/** Who has it then is not the one to approve it. */
	public static ApprovalPolicy policy(ApprovalPolicy ofType, Verb verb, Owner owner) {
		boolean gains = !verb.removes() && owner.kind() == Owner.Kind.PERSON;
		return gains ? ofType.without(owner.name()) : ofType;
	}

	static boolean owns(Person person, Owner owner) {
		return switch (owner.kind()) {
			case PERSON -> owner.name().equals(person.username());
			case TEAM -> person.groups().contains(owner.name());
		};
	}

}
