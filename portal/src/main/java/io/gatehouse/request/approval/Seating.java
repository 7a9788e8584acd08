package io.gatehouse.request.approval;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import io.gatehouse.identity.Person;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.ApprovalPolicy.Approvers;
import io.gatehouse.request.ApprovalPolicy.Seat;
import org.jspecify.annotations.Nullable;

/**
 * Who sits where: each person on one seat at most, and as many seats filled as can be.
 * Overlapping groups make this a bipartite matching; it is found by augmenting paths.
 */
final class Seating {

	private final List<Seat> seats;

	private final @Nullable Person[] sitting;

	private Seating(List<Seat> seats) {
		this.seats = seats;
		this.sitting = new Person[seats.size()];
	}

	/** Seats those who approved; whoever may sit nowhere, or nowhere any more, stands. */
	static Seating of(ApprovalPolicy policy, String requester, Collection<Person> approvers) {
		Seating seating = new Seating(policy.seats());
		for (Person person : approvers) {
			if (mayApprove(policy, requester, person)) {
				seating.seat(person, new boolean[seating.seats.size()]);
			}
		}
		return seating;
	}

	/**
	 * Whether somebody may fill any seat at all: never the requester, nobody who is
	 * excluded or blocked.
	 */
	static boolean mayApprove(ApprovalPolicy policy, String requester, Person person) {
		return !person.username().equals(requester) && !policy.excluded().contains(person.username())
				&& !person.blocked() && policy.seats().stream().anyMatch((seat) -> fits(person, seat));
	}

	private boolean seat(Person person, boolean[] tried) {
		for (int i = 0; i < this.sitting.length; i++) {
			if (!tried[i] && fits(person, this.seats.get(i))) {
				tried[i] = true;
				Person there = this.sitting[i];
				if (there == null || seat(there, tried)) {
					this.sitting[i] = person;
					return true;
				}
			}
		}
		return false;
	}

	/** Whether all seats are filled. */
	boolean complete() {
		return Arrays.stream(this.sitting).allMatch(Objects::nonNull);
	}

	/** How many are filled. */
	long filled() {
		return Arrays.stream(this.sitting).filter(Objects::nonNull).count();
	}

	/** Who sits on a seat; null where it is open. */
	@Nullable Person on(int seat) {
		return this.sitting[seat];
	}

	static boolean fits(Person person, Seat seat) {
		return seat.anyOf().stream().anyMatch((approvers) -> in(person, approvers));
	}

	private static boolean in(Person person, Approvers approvers) {
		return switch (approvers) {
			case ApprovalPolicy.InRole(var role) -> person.is(role);
			case ApprovalPolicy.InGroup(var path) -> person.groups().contains(path);
			case ApprovalPolicy.Named(var label, var usernames) -> usernames.contains(person.username());
		};
	}

}
