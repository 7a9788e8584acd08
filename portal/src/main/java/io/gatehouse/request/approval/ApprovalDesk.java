package io.gatehouse.request.approval;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.request.ApprovalPolicy.Approvers;
import io.gatehouse.request.ApprovalPolicy.Seat;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.Text;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.execution.Runs;
import io.gatehouse.request.execution.Targets;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.plan.RequestTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Where requests are decided. */
@Component
public class ApprovalDesk {

	private final ServiceRequests requests;

	private final People people;

	private final RequestTypes types;

	private final Forms forms;

	private final Targets targets;

	private final Runs runs;

	private final TransactionTemplate transactions;

	private final Clock clock;

	ApprovalDesk(ServiceRequests requests, People people, RequestTypes types, Forms forms, Targets targets, Runs runs,
			TransactionTemplate transactions, Clock clock) {
		this.requests = requests;
		this.people = people;
		this.types = types;
		this.forms = forms;
		this.targets = targets;
		this.runs = runs;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Approves what the person saw; carried out as soon as no seat is open.
	 * @param saw what {@link ServiceRequest#shown} was then
	 */
	public void approve(long number, Person person, String saw, String words, @Nullable Duration trimmed) {
		decide(number, person, (request, decider) -> {
			request.giveApproval(decider.username(), saw, words, trimmed, this.clock.instant());
			Seating seating = seating(request);
			if (seating.complete()) {
				request.approve(decider.username(), "people", this.clock.instant());
				this.runs.schedule(request);
			}
		});
	}

	public void reject(long number, Person person, String words) {
		decide(number, person, (request, decider) -> request.reject(decider.username(), words, this.clock.instant()));
	}

	public void askForChanges(long number, Person person, String words) {
		decide(number, person,
				(request, decider) -> request.askForChanges(decider.username(), words, this.clock.instant()));
	}

	private void decide(long number, Person decides, BiConsumer<ServiceRequest, Person> decision) {
		// GitLab is asked for those only who see it: else its time tells that it is
		// there.
		visible(number, decides);
		// Roles and groups count as they are in GitLab now, not as they were at login.
		Person person = refreshed(decides);
		ServiceRequest read = visible(number, person);
		readInvolved(read, person);
		ApprovalPolicy policy = policy(read);
		this.transactions.executeWithoutResult((transaction) -> {
			ServiceRequest request = this.requests.lock(number)
				.filter((found) -> Access.sees(person, found))
				.orElseThrow(NotYours::new);
			// Who may decide was looked up for what was asked then.
			if (!request.form().equals(read.form()) || !request.owner().equals(read.owner())) {
				throw new Conflict(Text.of("request.plan-changed"));
			}
			request.seatAnew(policy);
			if (request.state() == RequestState.SUBMITTED && !mayDecide(request, person)) {
				throw new NotYours();
			}
			decision.accept(request, person);
			this.requests.save(request);
		});
	}

	private ServiceRequest visible(long number, Person person) {
		return Objects.requireNonNull(this.transactions.execute((transaction) -> this.requests.findByNumber(number)
			.map(ServiceRequest::loaded)
			.filter((found) -> Access.sees(person, found))
			.orElseThrow(NotYours::new)));
	}

	private Person refreshed(Person person) {
		try {
			return this.people.refresh(person);
		}
		catch (NoSuchElementException ex) {
			throw new NotYours();
		}
	}

	/**
	 * The requester counts where their own role makes a seat fewer, and so do those who
	 * have approved already: as they are now.
	 */
	private void readInvolved(ServiceRequest request, Person decides) {
		Stream.concat(Stream.of(request.requester()), request.approvers().stream())
			.distinct()
			.filter((username) -> !username.equals(decides.username()) && !username.equals(Happened.PORTAL))
			.forEach((username) -> {
				try {
					this.people.refresh(username);
				}
				catch (NoSuchElementException ex) {
					// Whoever has no account any more is known as gone from here on.
				}
			});
	}

	private ApprovalPolicy policy(ServiceRequest request) {
		Known known = this.types.get(request.type());
		Record form = this.forms.record(known.form(), request.form());
		return Needs.policy(known, request.verb(), form, this.targets.requester(request.requester()), request.owner());
	}

	/**
	 * Whether a person's word counts here: they may fill a seat that is still to be
	 * filled.
	 */
	public boolean mayDecide(ServiceRequest request, Person person) {
		if (request.state() != RequestState.SUBMITTED || request.approvers().contains(person.username())
				|| !Seating.mayApprove(request.policy(), request.requester(), person)) {
			return false;
		}
		List<Person> sitting = new ArrayList<>(approvers(request));
		long before = Seating.of(request.policy(), request.requester(), sitting).filled();
		sitting.add(person);
		return Seating.of(request.policy(), request.requester(), sitting).filled() > before;
	}

	/** Each seat, who fills it, and who could. */
	public List<SeatView> seats(ServiceRequest request) {
		Seating seating = seating(request);
		List<SeatView> views = new ArrayList<>();
		List<Seat> seats = request.policy().seats();
		for (int i = 0; i < seats.size(); i++) {
			Person sitting = seating.on(i);
			views.add(new SeatView(seats.get(i), Optional.ofNullable(sitting),
					(sitting != null) ? List.of() : stillCandidates(request, seats.get(i))));
		}
		return views;
	}

	/** One person fills one seat: those who have approved are not asked again. */
	private List<Person> stillCandidates(ServiceRequest request, Seat seat) {
		return candidates(request.policy(), request.requester(), seat).stream()
			.filter((person) -> !request.approvers().contains(person.username()))
			.toList();
	}

	/** Who could fill a seat, as far as they are known. */
	public List<Person> candidates(ApprovalPolicy policy, String requester, Seat seat) {
		TreeMap<String, Person> candidates = new TreeMap<>();
		seat.anyOf()
			.stream()
			.flatMap((approvers) -> known(approvers).stream())
			.filter((person) -> Seating.mayApprove(policy, requester, person))
			.forEach((person) -> candidates.put(person.username(), person));
		return List.copyOf(candidates.values());
	}

	private Collection<Person> known(Approvers approvers) {
		return switch (approvers) {
			case ApprovalPolicy.InRole(var role) -> this.people.inRole(role);
			case ApprovalPolicy.InGroup(var path) -> this.people.inGroup(path);
			case ApprovalPolicy.Named(var label, var usernames) -> this.people.find(usernames).values();
		};
	}

	private Seating seating(ServiceRequest request) {
		return Seating.of(request.policy(), request.requester(), approvers(request));
	}

	private Collection<Person> approvers(ServiceRequest request) {
		return this.people.find(request.approvers()).values();
	}

	/** A place for one approver. */
	public record SeatView(Seat seat, Optional<Person> sitting, List<Person> candidates) {
	}

}
