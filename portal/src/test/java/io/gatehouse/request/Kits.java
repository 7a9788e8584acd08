package io.gatehouse.request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.gatehouse.identity.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestComponent;

/** A request type for tests: things and shelves in the {@link Workshop}. */
@TestComponent
public class Kits implements RequestType<Kits.Kit> {

	private final Workshop workshop;

	Kits(Workshop workshop) {
		this.workshop = workshop;
	}

	@Override
	public String name() {
		return "kit";
	}

	@Override
	public Plan plan(Kit form, Requester requester) {
		return new Plan(Stream
			.concat(form.shelves().stream().map((name) -> this.workshop.shelf(name, form.colour())),
					form.things().stream().map((name) -> this.workshop.thing(name, form.colour())))
			.toList());
	}

	@Override
	public ApprovalPolicy approval(Kit form, Verb verb, Requester requester) {
		boolean ops = requester.roles().contains(Role.OPS);
		return (form.approval() == Approval.OPS_OF_OTHERS && ops) ? ApprovalPolicy.none() : form.approval().policy;
	}

	@Override
	public Optional<Duration> lifetime(Kit form) {
		return Optional.ofNullable(form.lifetime());
	}

	@Override
	public boolean repairsDrift() {
		return false;
	}

	/** Who must approve. */
	public enum Approval {

		NOBODY(ApprovalPolicy.none()), OPS(ApprovalPolicy.by(ApprovalPolicy.role(Role.OPS))),
		/** As ops, but nobody for what ops ask for themselves. */
		OPS_OF_OTHERS(ApprovalPolicy.by(ApprovalPolicy.role(Role.OPS))),
		TWO_OPS(ApprovalPolicy.by(ApprovalPolicy.role(Role.OPS)).times(2)),
		OPS_AND_ADMIN(ApprovalPolicy.by(ApprovalPolicy.group("platform"))
			.and(ApprovalPolicy.by(ApprovalPolicy.group("platform-admins")))),
		NOT_OLGA(ApprovalPolicy.by(ApprovalPolicy.role(Role.OPS)).without("olga")),
		MIRA(ApprovalPolicy.by(ApprovalPolicy.people(Text.of("kit.owners"), Set.of("mira"))));

		final ApprovalPolicy policy;

		Approval(ApprovalPolicy policy) {
			this.policy = policy;
		}

	}

	/** What is asked for. */
	public record Kit(String title, List<String> shelves, List<String> things, String colour, Approval approval,
			@Nullable Duration lifetime) {

		/** Red things that nobody needs to approve. */
		public static Kit of(String... things) {
			return new Kit("kit of " + String.join(", ", things), List.of(), List.of(things), "red", Approval.NOBODY,
					null);
		}

		public Kit shelves(String... shelves) {
			return new Kit(this.title, List.of(shelves), this.things, this.colour, this.approval, this.lifetime);
		}

		public Kit things(String... things) {
			return new Kit(this.title, this.shelves, List.of(things), this.colour, this.approval, this.lifetime);
		}

		public Kit painted(String colour) {
			return new Kit(this.title, this.shelves, this.things, colour, this.approval, this.lifetime);
		}

		public Kit approvedBy(Approval approval) {
			return new Kit(this.title, this.shelves, this.things, this.colour, approval, this.lifetime);
		}

		public Kit lasting(Duration lifetime) {
			return new Kit(this.title, this.shelves, this.things, this.colour, this.approval, lifetime);
		}

	}

}
