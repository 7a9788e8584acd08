package io.gatehouse.request.submission;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Requester;
import io.gatehouse.request.Text;
import io.gatehouse.request.approval.Need;
import io.gatehouse.request.approval.Needs;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.execution.Runs;
import io.gatehouse.request.execution.Targets;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.Ask;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.RequestProperties;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.plan.Previewer;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.submission.Sendings.Sending;
import io.gatehouse.request.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes wishes: says what they would come to, and makes service requests of them. */
@Component
public class Submissions {

	/** What is longer is found by what it begins with. */
	private static final int LONGEST_SEARCHED = 10_000;

	private static final int TURNS = 64;

	private static final Preview NOTHING = new Preview(List.of(), List.of(), List.of());

	private final RequestTypes types;

	private final Targets targets;

	private final Previewer previewer;

	private final Needs needs;

	private final People people;

	private final ServiceRequests requests;

	private final Assets assets;

	private final Forms forms;

	private final Words words;

	private final Runs runs;

	private final Room room;

	private final Sendings sendings;

	/**
	 * One person's submissions wait for each other here, where they hold no connection to
	 * the database: there are few, and everybody else needs them.
	 */
	private final List<Lock> turns = Stream.<Lock>generate(ReentrantLock::new).limit(TURNS).toList();

	private final TransactionTemplate transactions;

	private final RequestProperties properties;

	private final Clock clock;

	Submissions(RequestTypes types, Targets targets, Previewer previewer, Needs needs, People people,
			ServiceRequests requests, Assets assets, Forms forms, Words words, Runs runs, Room room, Sendings sendings,
			TransactionTemplate transactions, RequestProperties properties, Clock clock) {
		this.types = types;
		this.targets = targets;
		this.previewer = previewer;
		this.needs = needs;
		this.people = people;
		this.requests = requests;
		this.assets = assets;
		this.forms = forms;
		this.words = words;
		this.runs = runs;
		this.room = room;
		this.sendings = sendings;
		this.transactions = transactions;
		this.properties = properties;
		this.clock = clock;
	}

	/** Reads the outside and says what the wish would come to; changes nothing. */
	public Considered consider(Wish wish) {
		RequestType<Record> type = wish.known().type();
		Requester requester = Targets.requester(wish.person());
		Map<String, Object> named = this.forms.named(wish.form());
		Owner owner = wish.heir().orElseGet(() -> owner(wish, requester));
		List<Problem> problems = new ArrayList<>();
		if (wish.person().blocked()) {
			problems.add(Problem.at("", "request.requester-blocked", wish.person().username()));
		}
		if (wish.verb() == Verb.CREATE && !type.offeredTo(requester)) {
			problems.add(Problem.at("", "request.not-offered"));
		}
		Preview preview = NOTHING;
		Optional<Need> need = Optional.empty();
		try {
			if (wish.verb() == Verb.CREATE || wish.verb() == Verb.CHANGE) {
				problems.addAll(type.check(wish.form(), wish.verb(), requester));
			}
			if (wish.verb() == Verb.CREATE) {
				overQuota(wish, requester).ifPresent(problems::add);
			}
			tooManyOpen(wish).ifPresent(problems::add);
			if (problems.isEmpty()) {
				String planFor = this.targets.planFor(wish.verb(), wish.person().username(), owner, wish.asset());
				preview = this.previewer.preview(this.targets.of(wish.known(), wish.verb(), wish.form(), planFor,
						wish.asset(), restartsClock(wish)));
				need = Optional.of(this.needs.of(wish.known(), wish.verb(), wish.form(), requester, owner));
			}
		}
		catch (ExternalSystem.Failure ex) {
			preview = new Preview(List.of(), List.of(), List.of(ex.words()));
		}
		return new Considered(problems, preview, need, owner, type.lifetime(wish.form()), restartsClock(wish), named);
	}

	private boolean restartsClock(Wish wish) {
		return this.targets.restartsClock(wish.known(), wish.verb(), wish.form(), wish.asset());
	}

	private static Owner owner(Wish wish, Requester requester) {
		Asset asset = wish.asset();
		return (asset != null) ? asset.owner() : wish.known().type().owner(wish.form(), requester);
	}

	/** What is sent again is counted already. */
	private Optional<Problem> overQuota(Wish wish, Requester requester) {
		RequestType<Record> type = wish.known().type();
		return type.quota(requester)
			.filter((quota) -> used(type, requester) >= (wish.again() ? quota + 1 : quota))
			.map((quota) -> Problem.at("", "request.over-quota", quota));
	}

	private Optional<Problem> tooManyOpen(Wish wish) {
		String person = wish.person().username();
		return wish.again() ? Optional.empty()
				: this.room.lacking(person, person).map((words) -> new Problem("", words));
	}

	/**
	 * How many more a person may have; negative never, where there is no quota:
	 * {@link Long#MAX_VALUE}.
	 */
	public long left(RequestType<?> type, Requester requester) {
		return type.quota(requester).map((quota) -> Math.max(0, quota - used(type, requester))).orElse(Long.MAX_VALUE);
	}

	private long used(RequestType<?> type, Requester requester) {
		return this.assets.countOf(type.name(), requester.username())
				+ this.requests.countOpen(type.name(), requester.username());
	}

	/**
	 * Makes a service request of a sound wish.
	 * @param number the page's from which it was sent: the same wish from there, sent
	 * once more, gives the first one's request
	 */
	public ServiceRequest submit(Wish wish, Considered considered, String reason, String number) {
		Sending sending = this.sendings.of(wish, reason, number);
		return sending.earlier().orElseGet(() -> {
			try {
				return first(wish, considered, reason, sending.submission());
			}
			catch (Conflict | DataIntegrityViolationException ex) {
				// The same form, sent twice at the same moment: the other one was first,
				// and may have taken the last room there was.
				return this.sendings.of(wish, reason, number).earlier().orElseThrow(() -> ex);
			}
		});
	}

	/** What was made of a wish that was sent before from the same page. */
	public Optional<ServiceRequest> sent(Wish wish, String reason, String number) {
		return this.sendings.of(wish, reason, number).earlier();
	}

	/** The same of what is done to an asset that may be gone by now, or another's. */
	public Optional<ServiceRequest> sent(Person person, long asset, Verb verb, Optional<Owner> heir, String reason,
			String number) {
		return this.sendings.of(person, asset, verb, heir, reason, number).earlier();
	}

	private ServiceRequest first(Wish wish, Considered considered, String reason, String submission) {
		Considered sound = decidedNow(wish, considered);
		require(sound);
		Lock turn = this.turns.get(Math.floorMod(wish.person().username().hashCode(), TURNS));
		turn.lock();
		try {
			return Objects.requireNonNull(this.transactions.execute((transaction) -> {
				requireRoom(wish);
				ServiceRequest request = ServiceRequest.submitted(this.requests.nextNumber(), ask(wish, sound, reason),
						submission, now(), this.properties.lapse());
				decideAtOnce(request, sound);
				return this.requests.save(request);
			}));
		}
		finally {
			turn.unlock();
		}
	}

	/**
	 * Where nobody else decides, the person's roles and groups count as they are in the
	 * directory now, as they do for those who decide.
	 */
	private Considered decidedNow(Wish wish, Considered considered) {
		return (considered.needsNobody() && !wish.verb().removes()) ? consider(wish.by(asNow(wish.person())))
				: considered;
	}

	private Person asNow(Person person) {
		try {
			return this.people.current(person);
		}
		catch (NoSuchElementException ex) {
			throw new NotYours();
		}
	}

	/** Counts again with the person's other submissions held back. */
	private void requireRoom(Wish wish) {
		this.room.holdBackOthers(wish.person().username());
		Optional<Problem> quota = (wish.verb() == Verb.CREATE) ? overQuota(wish, Targets.requester(wish.person()))
				: Optional.empty();
		quota.or(() -> tooManyOpen(wish)).ifPresent((problem) -> {
			throw new Conflict(problem.text());
		});
	}

	/** Sends a request again, after changes were asked for. */
	public ServiceRequest revise(long number, Wish wish, Considered considered, String reason) {
		Considered sound = decidedNow(wish, considered);
		require(sound);
		return this.transactions.execute((transaction) -> {
			ServiceRequest request = this.requests.lock(number).orElseThrow();
			request.revise(ask(wish, sound, reason), now(), this.properties.lapse());
			decideAtOnce(request, sound);
			return this.requests.save(request);
		});
	}

	/** Has an asset taken away because its end has come; nobody needs to approve that. */
	public void expire(Asset asset) {
		byItself(asset, Verb.EXPIRE, asset.expiry());
	}

	/**
	 * Has an asset's drift mended, where its type says that this needs nobody; one that
	 * is on its way, or that stopped and waits for a person, is not asked for again.
	 */
	public void repair(Asset asset) {
		if (this.requests.countUnfinished(asset.id(), Verb.REPAIR, Happened.PORTAL) > 0) {
			return;
		}
		byItself(asset, Verb.REPAIR, "drift/" + asset.id() + "/" + asset.checkedAt());
	}

	/**
	 * Asks for something that nobody asked for.
	 * @param submission the same for the same cause, however often and by however many
	 * portals it is found
	 */
	private void byItself(Asset asset, Verb verb, String submission) {
		if (this.requests.findByRequesterAndSubmission(Happened.PORTAL, submission).isPresent()) {
			return;
		}
		Known known = this.types.get(asset.type());
		Record form = this.forms.record(known.form(), asset.form());
		Preview preview = this.previewer.preview(this.targets.of(known, verb, form, asset.madeBy(), asset, false));
		Ask ask = new Ask(asset.type(), verb, asset.title(), asset.form(), Happened.PORTAL, asset.owner(), asset.id(),
				Optional.empty(), false, "", ApprovalPolicy.none(), preview,
				search(asset.title(), Happened.PORTAL, this.forms.named(form)));
		this.transactions.executeWithoutResult((transaction) -> {
			ServiceRequest request = ServiceRequest.submitted(this.requests.nextNumber(), ask, submission, now(),
					this.properties.lapse());
			request.approve(Happened.PORTAL, verb.name(), now());
			this.requests.save(request);
			this.runs.schedule(request);
		});
	}

	private void decideAtOnce(ServiceRequest request, Considered considered) {
		if (considered.needsNobody()) {
			request.approve(Happened.PORTAL, considered.rule().map((rule) -> "rule " + rule).orElse("policy"), now());
			this.runs.schedule(request);
		}
	}

	private static void require(Considered considered) {
		if (!considered.sound()) {
			throw new Conflict(considered.problems()
				.stream()
				.map(Problem::text)
				.findFirst()
				.or(() -> considered.preview().problems().stream().map(Problem::text).findFirst())
				.or(() -> considered.preview().troubles().stream().findFirst())
				.orElse(Text.of("request.unsound")));
		}
	}

	private Ask ask(Wish wish, Considered considered, String reason) {
		RequestType<Record> type = wish.known().type();
		@Nullable Asset asset = wish.asset();
		String title = this.words.title(type.name(), this.forms.titled(wish.form()), Words.OWN);
		return new Ask(type.name(), wish.verb(), title, this.forms.json(wish.form()), wish.person().username(),
				considered.owner(), (asset != null) ? asset.id() : null,
				wish.verb().removes() ? Optional.empty() : considered.lifetime(), considered.restartsClock(), reason,
				considered.policy(), considered.preview(), search(title, wish.person().username(), considered.named()));
	}

	private static String search(String title, String person, Map<String, Object> named) {
		String values = named.values().stream().map(String::valueOf).collect(Collectors.joining(" "));
		String all = (title + " " + person + " " + values).toLowerCase(Locale.ROOT);
		return all.substring(0, Math.min(LONGEST_SEARCHED, all.length()));
	}

	private Instant now() {
		return this.clock.instant();
	}

}
