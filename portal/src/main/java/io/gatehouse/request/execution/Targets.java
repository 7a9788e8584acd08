package io.gatehouse.request.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.request.Plan;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Requester.Progress;
import io.gatehouse.request.Requester;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.Step;
import io.gatehouse.request.plan.Holding;
import io.gatehouse.request.plan.Holdings;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.plan.Systems;
import io.gatehouse.request.plan.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a request, or an asset as it is, wants to get. */
@Component
public class Targets {

	private final RequestTypes types;

	private final Assets assets;

	private final Holdings holdings;

	private final Systems systems;

	private final People people;

	private final Forms forms;

	private final List<StartCondition> conditions;

	Targets(RequestTypes types, Assets assets, Holdings holdings, Systems systems, People people, Forms forms,
			List<StartCondition> conditions) {
		this.types = types;
		this.assets = assets;
		this.holdings = holdings;
		this.systems = systems;
		this.people = people;
		this.forms = forms;
		this.conditions = conditions;
	}

	/** What carrying the request out, or undoing it, gets to. */
	public Target of(ServiceRequest request) {
		if (request.undoing()) {
			return undoing(request);
		}
		Asset asset = request.asset().flatMap(this.assets::findById).orElse(null);
		Optional<Instant> end = request.restartsClock() ? request.end()
				: Optional.ofNullable(asset).flatMap(Asset::endsAt);
		return target(asset, plan(request), end);
	}

	/** What undoing a request gets to: what was before it. */
	public Target undoing(ServiceRequest request) {
		Asset asset = request.asset().flatMap(this.assets::findById).orElse(null);
		return (asset != null && asset.state() != AssetState.FORMING) ? asItIs(asset)
				: target(asset, Plan.empty(), Optional.empty());
	}

	/** What an asset was carried out as: the target of drift and repair. */
	public Target asItIs(Asset asset) {
		Plan plan = (asset.state() == AssetState.ENDED) ? Plan.empty()
				: plan(asset.type(), asset.form(), asset.madeBy());
		return target(asset, plan, asset.endsAt());
	}

	/**
	 * What a form that was not sent yet would get to.
	 * @param restartsClock see {@link #restartsClock}
	 */
	public Target of(Known known, Verb verb, @Nullable Record form, String planFor, @Nullable Asset asset,
			boolean restartsClock) {
		Plan plan = (form == null || verb.removes()) ? Plan.empty() : known.type().plan(form, requester(planFor));
		Optional<Instant> end = restartsClock ? Optional.empty() : Optional.ofNullable(asset).flatMap(Asset::endsAt);
		return target(asset, plan, end);
	}

	/**
	 * What is wrong with a request as things are now; the person is read from the
	 * directory for it. What takes back is never wrong, nor is what others decided to
	 * remove.
	 */
	public List<Problem> problems(ServiceRequest request) {
		boolean removes = request.verb().removes();
		if (request.undoing() || request.requester().equals(Happened.PORTAL)
				|| (removes && !request.approvers().isEmpty())) {
			return List.of();
		}
		Person person;
		try {
			person = removes ? this.people.latest(request.requester()) : this.people.current(request.requester());
		}
		catch (NoSuchElementException ex) {
			return List.of(Problem.at("", "request.requester-gone", request.requester()));
		}
		if (person.blocked()) {
			return List.of(Problem.at("", "request.requester-blocked", person.username()));
		}
		List<Problem> problems = new ArrayList<>();
		if (request.verb().setsForm()) {
			Known known = this.types.get(request.type());
			Record form = this.forms.record(known.form(), request.form());
			problems.addAll(known.type().check(form, request.verb(), requester(person, request)));
		}
		Asset asset = request.asset().flatMap(this.assets::findById).orElse(null);
		this.conditions.forEach((condition) -> condition.unmet(request, asset, person).ifPresent(problems::add));
		return problems;
	}

	/**
	 * Whether the asset's lifetime counts from when this is carried out: also where a
	 * change asks for another one.
	 */
	public boolean restartsClock(Known known, Verb verb, Record form, @Nullable Asset asset) {
		return verb.startsClock() || (verb == Verb.CHANGE && asset != null
				&& !known.type()
					.lifetime(form)
					.equals(known.type().lifetime(this.forms.record(known.form(), asset.form()))));
	}

	/** For whom a request's plan is made: who asks, or who has it or shall have it. */
	public String planFor(Verb verb, String requester, Owner owner, @Nullable Asset asset) {
		if (asset == null) {
			return requester;
		}
		return (verb == Verb.TRANSFER && owner.kind() == Owner.Kind.PERSON) ? owner.name() : asset.madeBy();
	}

	private Plan plan(ServiceRequest request) {
		if (request.verb().removes()) {
			return Plan.empty();
		}
		Asset asset = request.asset().flatMap(this.assets::findById).orElse(null);
		return plan(request.type(), form(request, asset),
				planFor(request.verb(), request.requester(), request.owner(), asset));
	}

	/**
	 * The form that is carried out: what another request made of an asset since is not
	 * undone by one that leaves the form as it is.
	 */
	public static String form(ServiceRequest request, @Nullable Asset asset) {
		return (asset == null || request.verb().setsForm()) ? request.form() : asset.form();
	}

	private Plan plan(String type, String form, String person) {
		Known known = this.types.get(type);
		return known.type().plan(this.forms.record(known.form(), form), requester(person));
	}

	private Target target(@Nullable Asset asset, Plan plan, Optional<Instant> end) {
		UUID id = (asset != null) ? asset.id() : null;
		List<Holding> held = (id != null) ? this.holdings.of(id) : List.of();
		return Target.of(id, plan, held, end, this.systems);
	}

	/**
	 * Somebody as a request type sees them; one who is not known any more is in no group
	 * and has no role.
	 */
	public Requester requester(String username) {
		return this.people.find(username)
			.map(Targets::requester)
			.orElseGet(() -> new Requester(username, username, Set.of(), Set.of()));
	}

	private Requester requester(Person person, ServiceRequest request) {
		List<Holding> holdings = request.asset().map(this.holdings::of).orElse(List.of());
		Set<Key> held = holdings.stream().map(Holding::key).collect(Collectors.toSet());
		Set<Key> made = holdings.stream()
			.filter((holding) -> !holding.before().present())
			.map(Holding::key)
			.collect(Collectors.toSet());
		Set<Key> done = request.steps().stream().filter(Step::isDone).map(Step::key).collect(Collectors.toSet());
		return new Requester(person.username(), person.name(), person.groups(), person.roles(),
				new Progress(held, made, done));
	}

	public static Requester requester(Person person) {
		return new Requester(person.username(), person.name(), person.groups(), person.roles());
	}

}
