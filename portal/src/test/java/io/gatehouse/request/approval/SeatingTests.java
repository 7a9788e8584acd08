package io.gatehouse.request.approval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.gatehouse.identity.Person;
import io.gatehouse.identity.Role;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.ApprovalPolicy.Approvers;
import io.gatehouse.request.ApprovalPolicy.Seat;
import io.gatehouse.request.Text;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeatingTests {

	private static final ApprovalPolicy SECURITY_AND_PLATFORM = ApprovalPolicy.by(ApprovalPolicy.group("security"))
		.and(ApprovalPolicy.by(ApprovalPolicy.group("platform")));

	@Test
	void letsOnePersonFillOneSeatOnly() {
		Seating seating = Seating.of(SECURITY_AND_PLATFORM, "dana", List.of(person("olga", "security", "platform")));
		assertThat(seating.filled()).isEqualTo(1);
		assertThat(seating.complete()).isFalse();
	}

	@Test
	void movesSomebodyWhoFitsTwoSeatsForSomebodyWhoFitsOne() {
		Person both = person("olga", "security", "platform");
		Person security = person("sam", "security");
		for (List<Person> order : List.of(List.of(both, security), List.of(security, both))) {
			Seating seating = Seating.of(SECURITY_AND_PLATFORM, "dana", order);
			assertThat(seating.complete()).isTrue();
			assertThat(seating.on(0)).isEqualTo(security);
			assertThat(seating.on(1)).isEqualTo(both);
		}
	}

	@Test
	void seatsNeitherTheRequesterNorTheExcludedNorTheBlocked() {
		ApprovalPolicy policy = ApprovalPolicy.by(ApprovalPolicy.group("platform")).without("mira");
		Person blocked = new Person(7, "bob", "bob", Set.of("platform"), Set.of(), true);
		assertThat(Seating.of(policy, "olga", List.of(person("olga", "platform"), person("mira", "platform"), blocked))
			.filled()).isZero();
		assertThat(Seating.of(policy, "olga", List.of(person("oscar", "platform"))).complete()).isTrue();
	}

	@Test
	void seatsByRoleByGroupAndByName() {
		ApprovalPolicy policy = ApprovalPolicy.by(ApprovalPolicy.role(Role.OPS), ApprovalPolicy.group("leads"),
				ApprovalPolicy.people(Text.of("owners"), Set.of("mira")));
		Person ops = new Person(1, "olga", "olga", Set.of(), Set.of(Role.OPS), false);
		assertThat(List.of(ops, person("lea", "leads"), person("mira")))
			.allSatisfy((person) -> assertThat(Seating.of(policy, "dana", List.of(person)).complete()).isTrue());
		assertThat(Seating.of(policy, "dana", List.of(person("otto", "developers"))).complete()).isFalse();
	}

	@Test
	void isCompleteWithoutSeats() {
		assertThat(Seating.of(ApprovalPolicy.none(), "dana", List.of()).complete()).isTrue();
	}

	/** As many seats are filled as the best of all possible orders fills. */
	@RepeatedTest(300)
	void fillsAsManySeatsAsCanBeFilled(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<Seat> seats = IntStream.range(0, random.nextInt(5)).mapToObj((seat) -> seat(random)).toList();
		List<Person> people = new ArrayList<>();
		int count = random.nextInt(6);
		for (int i = 0; i < count; i++) {
			people.add(person("p" + i,
					IntStream.range(0, 4)
						.filter((group) -> random.nextInt(3) == 0)
						.mapToObj((group) -> "g" + group)
						.toArray(String[]::new)));
		}
		ApprovalPolicy policy = new ApprovalPolicy(seats, Set.of("p1"));
		List<Person> allowed = people.stream()
			.filter((person) -> !person.username().equals("p0") && !person.username().equals("p1"))
			.toList();
		Seating seating = Seating.of(policy, "p0", people);
		assertThat(seating.filled()).isEqualTo(best(seats, 0, new ArrayList<>(allowed)));
		List<Person> sitting = IntStream.range(0, seats.size())
			.mapToObj(seating::on)
			.filter((person) -> person != null)
			.toList();
		assertThat(sitting).doesNotHaveDuplicates().isSubsetOf(allowed);
		assertThat(IntStream.range(0, seats.size()).filter((seat) -> seating.on(seat) != null))
			.allMatch((seat) -> Seating.fits(seating.on(seat), seats.get(seat)));
	}

	private static Seat seat(Random random) {
		Approvers[] anyOf = IntStream.range(0, 1 + random.nextInt(2))
			.mapToObj((index) -> ApprovalPolicy.group("g" + random.nextInt(4)))
			.toArray(Approvers[]::new);
		return new Seat(Arrays.asList(anyOf));
	}

	/** Tries everything. */
	private static int best(List<Seat> seats, int from, List<Person> left) {
		if (from == seats.size()) {
			return 0;
		}
		int best = best(seats, from + 1, left);
		for (Person person : List.copyOf(left)) {
			if (Seating.fits(person, seats.get(from))) {
				left.remove(person);
				best = Math.max(best, 1 + best(seats, from + 1, left));
				left.add(person);
			}
		}
		return best;
	}

	private static Person person(String username, String... groups) {
		return new Person(username.hashCode(), username, username, Set.of(groups), Set.of(), false);
	}

}
