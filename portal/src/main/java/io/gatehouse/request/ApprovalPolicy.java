package io.gatehouse.request;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gatehouse.identity.Role;

/**
 * Who must approve: seats, each filled by a different person. The requester never fills
 * one.
 *
 * @param seats each for one person
 * @param excluded user names of those who may not fill any, such as the one who gains
 * from it
 */
public record ApprovalPolicy(List<Seat> seats, Set<String> excluded) {

	public ApprovalPolicy {
		seats = List.copyOf(seats);
		excluded = Set.copyOf(excluded);
	}

	/** Nobody needs to approve. */
	public static ApprovalPolicy none() {
		return new ApprovalPolicy(List.of(), Set.of());
	}

	/** One person out of any of these. */
	public static ApprovalPolicy by(Approvers... anyOf) {
		return new ApprovalPolicy(List.of(new Seat(Arrays.asList(anyOf))), Set.of());
	}

	public static Approvers role(Role role) {
		return new InRole(role);
	}

	/** The members of a GitLab group, inherited ones too. */
	public static Approvers group(String path) {
		return new InGroup(path);
	}

	/**
	 * The given people, such as a project's maintainers, under a label that says what
	 * they are.
	 */
	public static Approvers people(Text label, Set<String> usernames) {
		return new Named(label, usernames);
	}

	/** Each seat this many times, for as many different people. */
	public ApprovalPolicy times(int people) {
		return new ApprovalPolicy(
				this.seats.stream().flatMap((seat) -> Stream.generate(() -> seat).limit(people)).toList(),
				this.excluded);
	}

	/** The seats of this one and of the other. */
	public ApprovalPolicy and(ApprovalPolicy other) {
		return new ApprovalPolicy(Stream.concat(this.seats.stream(), other.seats.stream()).toList(),
				Set.copyOf(Stream.concat(this.excluded.stream(), other.excluded.stream()).toList()));
	}

	public ApprovalPolicy without(String username) {
		return new ApprovalPolicy(this.seats,
				Set.copyOf(Stream.concat(this.excluded.stream(), Stream.of(username)).toList()));
	}

	/** A place for one approver. */
	public record Seat(List<Approvers> anyOf) {

		public Seat {
			anyOf = List.copyOf(anyOf);
		}

	}

	/** Some people, of whom each could fill a seat. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = InRole.class, name = "role"),
			@JsonSubTypes.Type(value = InGroup.class, name = "group"),
			@JsonSubTypes.Type(value = Named.class, name = "people") })
	public sealed interface Approvers {

	}

	/** See {@link #role}. */
	public record InRole(Role role) implements Approvers {
	}

	/** See {@link #group}. */
	public record InGroup(String path) implements Approvers {
	}

	/** See {@link #people}. */
	public record Named(Text label, Set<String> usernames) implements Approvers {

		public Named {
			usernames = Set.copyOf(usernames);
		}

	}

}
