package io.gatehouse.request.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.identity.Fresh;
import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.limit.RateLimits;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.form.FieldModel;
import io.gatehouse.request.form.FormModel;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.Holdings;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.submission.Submissions;
import io.gatehouse.request.submission.Wish;
import io.gatehouse.request.upkeep.DriftCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Assets: what people have, and what can be done about it. */
@Controller
@RequestMapping("/assets")
class AssetController {

	private static final Logger log = LoggerFactory.getLogger(AssetController.class);

	private final Assets assets;

	private final AssetSearch search;

	private final RequestSearch requests;

	private final Holdings holdings;

	private final RequestTypes types;

	private final Forms forms;

	private final Submissions submissions;

	private final DriftCheck drift;

	private final People people;

	private final Suggestions suggestions;

	private final RateLimits limits;

	private final Lines lines;

	private final Clock clock;

	AssetController(Assets assets, AssetSearch search, RequestSearch requests, Holdings holdings, RequestTypes types,
			Forms forms, Submissions submissions, DriftCheck drift, People people, Suggestions suggestions,
			RateLimits limits, Lines lines, Clock clock) {
		this.assets = assets;
		this.search = search;
		this.requests = requests;
		this.holdings = holdings;
		this.types = types;
		this.forms = forms;
		this.submissions = submissions;
		this.drift = drift;
		this.people = people;
		this.suggestions = suggestions;
		this.limits = limits;
		this.lines = lines;
		this.clock = clock;
	}

	@GetMapping
	String list(Person me, @RequestParam(defaultValue = "mine") String scope,
			@RequestParam(required = false) @Nullable String type, Model model) {
		List<String> scopes = Access.allSeeing(me) ? List.of("mine", "all", "flagged") : List.of("mine");
		String chosen = scopes.contains(scope) ? scope : "mine";
		model.addAttribute("lines", this.lines.assets(this.search.find(me, chosen, type, 200), now()));
		model.addAttribute("scope", chosen);
		model.addAttribute("scopes", scopes.stream()
			.map((name) -> new ValueLine(this.lines.words().message("asset.scope." + name, Lines.locale()), name))
			.toList());
		model.addAttribute("type", type);
		model.addAttribute("types", this.lines.types());
		return "asset/list";
	}

	@GetMapping("/{number}")
	String show(Person me, @PathVariable long number, Model model) {
		model.addAttribute("page", page(visible(number, me), me));
		return "asset/show";
	}

	private AssetPage page(Asset asset, Person me) {
		Known known = this.types.get(asset.type());
		Record form = this.forms.record(known.form(), asset.form());
		Map<Key, String> links = this.holdings.links(asset.id());
		List<RowLine> resources = this.holdings.of(asset.id())
			.stream()
			.map((holding) -> this.lines
				.row(new PlanRow(holding.key(), Action.UNCHANGED, List.of(), List.of(), links.get(holding.key()))))
			.toList();
		List<ServiceRequest> history = this.requests.about(asset.id())
			.stream()
			.filter((request) -> Access.sees(me, request))
			.toList();
		List<ValueLine> usages = (asset.state() == AssetState.ACTIVE) ? usages(known, form) : List.of();
		return new AssetPage(this.lines.asset(asset, now()), usages, this.lines.values(asset.type(), asset.form()),
				resources, asset.drift().stream().map(this.lines::row).toList(), this.lines.requests(history),
				actions(asset, known, form, me), asset.checkedAt());
	}

	/** Where a system does not answer, the rest of the page is still worth showing. */
	private List<ValueLine> usages(Known known, Record form) {
		try {
			return known.type()
				.usage(form)
				.stream()
				.map((usage) -> new ValueLine(this.lines.words().message(usage.label(), Lines.locale()), usage.value()))
				.toList();
		}
		catch (ExternalSystem.Failure ex) {
			log.info("How a {} is used is not known now: {}", known.name(), ex.toString());
			return List.of();
		}
	}

	private static AssetActions actions(Asset asset, Known known, Record form, Person me) {
		boolean manages = asset.state() == AssetState.ACTIVE && Access.manages(me, asset);
		return new AssetActions(
				manages && !FormModel.of(known.form()).fields().stream().allMatch((field) -> field.fixed()),
				manages && known.type().lifetime(form).isPresent(), manages, manages,
				manages && !asset.drift().isEmpty(), manages);
	}

	@PostMapping("/{number}/check")
	String check(Person me, @PathVariable long number) {
		Asset asset = managed(number, me);
		this.drift.check(asset.id());
		return "redirect:/assets/" + number;
	}

	@GetMapping("/{number}/{act:renewal|transfer|removal|repair}")
	ModelAndView open(Person me, @PathVariable long number, @PathVariable String act,
			@RequestParam(required = false) @Nullable String heir) {
		Asset asset = managed(number, me);
		Verb verb = verb(act);
		boolean needsHeir = verb == Verb.TRANSFER && owner(heir).isEmpty();
		if (!needsHeir) {
			this.limits.countPreview(me.id());
		}
		Considered considered = needsHeir ? null : this.submissions.consider(wish(asset, verb, me, heir));
		String problem = (needsHeir && heir != null) ? heirUnknown(heir) : null;
		return act(asset, verb, considered, UUID.randomUUID().toString(), "", heir, problem, me);
	}

	@PostMapping("/{number}/{act:renewal|transfer|removal|repair}")
	ModelAndView act(@Fresh Person me, @PathVariable long number, @PathVariable String act,
			@RequestParam(required = false) @Nullable String heir, @RequestParam(defaultValue = "") String confirm,
			@RequestParam(name = "_reason", defaultValue = "") String reason, @RequestParam UUID submission) {
		Verb verb = verb(act);
		Optional<Owner> owner = (verb == Verb.TRANSFER) ? owner(heir) : Optional.empty();
		Optional<ServiceRequest> sent = this.submissions.sent(me, number, verb, owner, Reasons.clean(reason),
				submission.toString());
		if (sent.isPresent()) {
			return new ModelAndView("redirect:/requests/" + sent.get().number());
		}
		Asset asset = managed(number, me);
		Considered considered = this.submissions.consider(wish(asset, verb, me, heir));
		String problem = problem(asset, verb, considered, heir, confirm);
		if (problem != null) {
			ModelAndView page = act(asset, verb, considered, submission.toString(), Reasons.clean(reason), heir,
					problem, me);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
		ServiceRequest request = this.submissions.submit(wish(asset, verb, me, heir), considered, Reasons.clean(reason),
				submission.toString());
		return new ModelAndView("redirect:/requests/" + request.number());
	}

	private @Nullable String problem(Asset asset, Verb verb, Considered considered, @Nullable String heir,
			String confirm) {
		if (verb == Verb.TRANSFER && owner(heir).isEmpty()) {
			return heirUnknown(String.valueOf(heir));
		}
		if (irreversible(verb, considered) && !confirm.strip().equals(this.lines.title(asset))) {
			return this.lines.words().message("asset.confirm-wrong", Lines.locale(), this.lines.title(asset));
		}
		return considered.sound() ? null : Optional
			.of(considered.problems().stream().map((found) -> this.lines.words().of(found.text(), Lines.locale())))
			.flatMap((found) -> found.findFirst())
			.orElse("");
	}

	private String heirUnknown(String heir) {
		return this.lines.words().message("asset.heir-unknown", Lines.locale(), heir);
	}

	private ModelAndView act(Asset asset, Verb verb, @Nullable Considered considered, String submission, String reason,
			@Nullable String heir, @Nullable String problem, Person me) {
		PlanView plan = (considered != null) ? this.lines.plan(considered.preview()) : null;
		ActPage page = new ActPage(this.lines.asset(asset, now()), verb, this.lines.words().verb(verb, Lines.locale()),
				plan, extension(asset, verb, considered), otherLength(asset, verb),
				(considered != null) ? this.lines.approvers(considered.policy()) : null,
				considered != null && considered.needsNobody(), submission,
				considered != null && irreversible(verb, considered), reason, heir,
				(verb == Verb.TRANSFER) ? owner(heir).map(this.lines::owner).orElse(null) : null, problem);
		return new ModelAndView("asset/act").addObject("page", page)
			.addObject("suggestions", Map.of("heir", (verb == Verb.TRANSFER) ? this.suggestions.heirs(me) : List.of()));
	}

	private @Nullable Extension extension(Asset asset, Verb verb, @Nullable Considered considered) {
		return (verb == Verb.RENEW && considered != null) ? Extension.of(asset, considered.lifetime(), now()) : null;
	}

	/** Whether a change of the form can give it another lifetime than it had. */
	private boolean otherLength(Asset asset, Verb verb) {
		return verb == Verb.RENEW && FormModel.of(this.types.get(asset.type()).form())
			.fields()
			.stream()
			.anyMatch((field) -> field.kind() == FieldModel.Kind.DURATION && !field.fixed());
	}

	/** What is removed with a word of warning can't be had back just like that. */
	private static boolean irreversible(Verb verb, Considered considered) {
		return verb == Verb.REVOKE
				&& considered.preview().rows().stream().anyMatch((row) -> row.dangerous() && !row.notes().isEmpty());
	}

	private Wish wish(Asset asset, Verb verb, Person me, @Nullable String heir) {
		Known known = this.types.get(asset.type());
		Record form = this.forms.record(known.form(), asset.form());
		return (verb == Verb.TRANSFER) ? Wish.handOver(asset, known, form, me, owner(heir).orElseGet(asset::owner))
				: Wish.about(asset, known, verb, form, me);
	}

	/** A known person who is let in, or a team that there is. */
	private Optional<Owner> owner(@Nullable String heir) {
		if (heir == null || heir.isBlank()) {
			return Optional.empty();
		}
		String name = heir.strip();
		if (this.people.teams().contains(name)) {
			return Optional.of(Owner.team(name));
		}
		return this.people.find(name)
			.filter((person) -> !person.blocked())
			.map((person) -> Owner.person(person.username()));
	}

	private Asset visible(long number, Person me) {
		return this.assets.findByNumber(number)
			.filter((asset) -> asset.state() != AssetState.FORMING && Access.sees(me, asset))
			.orElseThrow(NotYours::new);
	}

	private Asset managed(long number, Person me) {
		Asset asset = visible(number, me);
		if (asset.state() != AssetState.ACTIVE || !Access.manages(me, asset)) {
			throw new NotYours();
		}
		return asset;
	}

	private static Verb verb(String act) {
		return switch (act) {
			case "renewal" -> Verb.RENEW;
			case "transfer" -> Verb.TRANSFER;
			case "removal" -> Verb.REVOKE;
			case "repair" -> Verb.REPAIR;
			default -> throw new NotYours();
		};
	}

	private Instant now() {
		return this.clock.instant();
	}

}
