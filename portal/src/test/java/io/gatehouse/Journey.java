package io.gatehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.approval.ApprovalDesk;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.form.Bound;
import io.gatehouse.request.form.FormModel;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.submission.Mending;
import io.gatehouse.request.submission.Submissions;
import io.gatehouse.request.submission.Wish;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do with the portal, without its pages. */
@TestComponent
public class Journey {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Set<RequestState> RESTING = Set.of(RequestState.SUCCEEDED, RequestState.FAILED,
			RequestState.REJECTED, RequestState.WITHDRAWN, RequestState.LAPSED, RequestState.ROLLED_BACK,
			RequestState.CHANGES_REQUESTED);

	private final People people;

	private final RequestTypes types;

	private final Forms forms;

	private final Submissions submissions;

	private final ApprovalDesk desk;

	private final Mending mending;

	private final ServiceRequests requests;

	private final Assets assets;

	private final TransactionTemplate transactions;

	Journey(People people, RequestTypes types, Forms forms, Submissions submissions, ApprovalDesk desk, Mending mending,
			ServiceRequests requests, Assets assets, TransactionTemplate transactions) {
		this.people = people;
		this.types = types;
		this.forms = forms;
		this.submissions = submissions;
		this.desk = desk;
		this.mending = mending;
		this.requests = requests;
		this.assets = assets;
		this.transactions = transactions;
	}

	/** Somebody, as GitLab knows them now, or told last where it does not answer. */
	public Person person(String username) {
		return this.people.current(username);
	}

	/** Somebody as the portal knows them, who is read only if that is not yet so. */
	public Person known(String username) {
		return this.people.find(username).orElseGet(() -> person(username));
	}

	/** Somebody else who had the same user name before. */
	public Person earlier(String username) {
		Person now = known(username);
		return new Person(now.id() + 1000, now.username(), now.name(), now.groups(), now.roles(), false);
	}

	/** What a form would come to, filled in with {@code name=value}. */
	public Considered consider(String person, String type, String... input) {
		return this.submissions.consider(wish(person, type, input));
	}

	/** Fills a form in and sends it. */
	public ServiceRequest ask(String person, String type, String... input) {
		return send(wish(person, type, input));
	}

	private Wish wish(String person, String type, String... input) {
		Known known = this.types.get(type);
		Bound bound = this.forms.bind(FormModel.of(known.form()), parameters(Map.of(), input));
		return Wish.create(known, form(bound), person(person));
	}

	/** What changing, renewing or removing an asset would come to. */
	public Considered consider(String person, Asset asset, Verb verb, String... input) {
		return this.submissions.consider(wish(person, asset, verb, input));
	}

	/** Asks for a change, a renewal, a repair or the removal of an asset. */
	public ServiceRequest ask(String person, Asset asset, Verb verb, String... input) {
		return send(wish(person, asset, verb, input));
	}

	private Wish wish(String person, Asset asset, Verb verb, String... input) {
		Known known = this.types.get(asset.type());
		Record current = this.forms.record(known.form(), asset.form());
		Record form = (input.length == 0) ? current : form(
				this.forms.bind(FormModel.of(known.form()), parameters(this.forms.input(current), input), current));
		return Wish.about(asset, known, verb, form, person(person));
	}

	private static Map<String, List<String>> parameters(Map<String, List<String>> before, String... input) {
		Map<String, List<String>> parameters = new HashMap<>(before);
		Arrays.stream(input)
			.map((pair) -> pair.split("=", 2))
			.forEach((pair) -> parameters.put(pair[0], List.of(pair[1])));
		return parameters;
	}

	private static Record form(Bound bound) {
		Assertions.assertThat(bound.problems()).isEmpty();
		return Objects.requireNonNull(bound.form());
	}

	private ServiceRequest send(Wish wish) {
		return this.submissions.submit(wish, this.submissions.consider(wish), "because", UUID.randomUUID().toString());
	}

	/** Approves the plan as it stands. */
	public void approve(ServiceRequest request, String person) {
		approve(request, person, null);
	}

	/** Approves it for no longer than given. */
	public void approve(ServiceRequest request, String person, @Nullable Duration trimmed) {
		this.desk.approve(request.number(), known(person), read(request.number()).shown(), "fine", trimmed);
	}

	/** Has a stopped request tried again, as shown. */
	public void retry(ServiceRequest request, String person) {
		this.mending.retry(request.number(), person, this.mending.retryPreview(read(request.number())).hash());
	}

	/** Has what a stopped request did undone, as shown. */
	public void undo(ServiceRequest request, String person) {
		this.mending.undo(request.number(), person, this.mending.undoPreview(read(request.number())).hash());
	}

	/** Asks, has it approved and waits until it was carried out. */
	public Asset have(String person, String approver, String type, String... input) {
		ServiceRequest request = ask(person, type, input);
		approve(request, approver);
		return asset(await(request, RequestState.SUCCEEDED));
	}

	/** Asks for what nobody needs to approve, and waits until it was carried out. */
	public Asset haveAtOnce(String person, String type, String... input) {
		return asset(await(ask(person, type, input), RequestState.SUCCEEDED));
	}

	/** Waits until a request rests, and makes sure that it is where it should be. */
	public ServiceRequest await(ServiceRequest request, RequestState state) {
		ServiceRequest rested = until(() -> read(request.number()),
				(now) -> RESTING.contains(now.state()) || now.state() == state);
		Assertions.assertThat(rested.state()).as("request %s: %s", rested.number(), rested.message()).isEqualTo(state);
		return rested;
	}

	/** Waits until something holds. */
	public <T> T until(Supplier<T> look, Predicate<T> holds) {
		return until(PATIENCE, look, holds);
	}

	/** Waits until something holds that takes its time. */
	public <T> T until(Duration patience, Supplier<T> look, Predicate<T> holds) {
		Instant deadline = Instant.now().plus(patience);
		while (true) {
			T now = look.get();
			if (holds.test(now)) {
				return now;
			}
			if (Instant.now().isAfter(deadline)) {
				throw new AssertionError("Not within " + patience + ": " + now);
			}
			LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
		}
	}

	/** A request with its steps and notes. */
	public ServiceRequest read(long number) {
		return this.transactions.execute((transaction) -> this.requests.findByNumber(number).orElseThrow().loaded());
	}

	/** What a request left behind, as it is now. */
	public Asset asset(ServiceRequest request) {
		return asset(read(request.number()).asset().orElseThrow());
	}

	public Asset asset(UUID id) {
		return this.assets.findById(id).orElseThrow();
	}

}
