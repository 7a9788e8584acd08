package io.gatehouse.ban;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.gatehouse.ban.Verdict.Because;
import io.gatehouse.ban.agent.Hosts;
import io.gatehouse.ban.list.BanNames;
import io.gatehouse.ban.list.BanTargets;
import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.Bans.Ban;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.ban.list.Lists;
import io.gatehouse.ban.list.Lists.Standing;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Protection.Origin;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.identity.Fresh;
import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.identity.Role;
import io.gatehouse.request.Text;
import io.gatehouse.request.words.Words;
import org.jspecify.annotations.Nullable;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is banned, why, and where that is enforced. */
@Controller
@RequestMapping("/bans")
class BanController {

	private static final int SHOWN = 100;

	private static final int REASONS = 20;

	private final Bans bans;

	private final Protection protection;

	private final Hosts hosts;

	private final Lists lists;

	private final ListRefresh refresh;

	private final BanTargets targets;

	private final Enforcement enforcement;

	private final Alerts alerts;

	private final People people;

	private final Words words;

	BanController(Bans bans, Protection protection, Hosts hosts, Lists lists, ListRefresh refresh, BanTargets targets,
			Enforcement enforcement, Alerts alerts, People people, Words words) {
		this.bans = bans;
		this.protection = protection;
		this.hosts = hosts;
		this.lists = lists;
		this.refresh = refresh;
		this.targets = targets;
		this.enforcement = enforcement;
		this.alerts = alerts;
		this.people = people;
		this.words = words;
	}

	/** Whether an address is banned, and all that there is to know about it. */
	@GetMapping
	String lookUp(Person me, @RequestParam(defaultValue = "") String address, Model model) {
		Sought sought = Sought.of(address);
		model.addAttribute("address", sought.typed());
		model.addAttribute("wrong", sought.wrong());
		if (sought.network() != null) {
			model.addAttribute("verdict", verdict(sought.network()));
		}
		List<Ban> live = this.bans.live(SHOWN + 1);
		model.addAttribute("bans", live.stream().limit(SHOWN).toList());
		model.addAttribute("more", live.size() > SHOWN);
		model.addAttribute("names", names(live.stream().map(Ban::madeBy).toList()));
		model.addAttribute("standings", standings());
		model.addAttribute("ops", me.is(Role.OPS));
		return "ban/list";
	}

	private Verdict verdict(Network network) {
		List<Because> reasons = new ArrayList<>();
		for (Ban ban : this.bans.touching(network, REASONS)) {
			reasons.add(new Because(ban, names(List.of(ban.madeBy())).getOrDefault(ban.madeBy(), ban.madeBy()),
					this.enforcement.places(ban.scope(), this.bans.lastChangeOf(ban.id()))));
		}
		AddressSet asked = AddressSet.of(List.of(network));
		List<Kept> kept = this.protection.touching(asked);
		AddressSet spared = AddressSet.of(kept.stream().map(Kept::network).toList());
		AddressSet banned = asked.and(this.bans.touchingNow(network));
		return new Verdict(network, banned.minus(spared), reasons, kept, reasons.isEmpty() ? held(network) : List.of());
	}

	/** Where a list is held back, what has ended is still dropped. */
	private List<Scope> held(Network network) {
		return standings().stream()
			.filter((standing) -> standing.halted().isPresent())
			.map(Standing::target)
			.filter((target) -> this.lists.tells(target, network))
			.toList();
	}

	private Map<String, String> names(List<String> usernames) {
		Map<String, String> names = new HashMap<>();
		this.people.find(usernames).values().forEach((person) -> names.put(person.username(), person.name()));
		usernames.forEach((by) -> BanNames.feed(by).ifPresent((feed) -> names.put(by, said(feed))));
		return names;
	}

	private String said(Text text) {
		return this.words.of(text, LocaleContextHolder.getLocale());
	}

	private List<Standing> standings() {
		return this.targets.all().stream().flatMap((target) -> this.lists.standing(target).stream()).toList();
	}

	/** The entries of one ban. */
	@GetMapping("/{id}")
	String show(Person me, @PathVariable long id, @RequestParam(defaultValue = "") String within,
			@RequestParam(defaultValue = "") String after, Model model) {
		Ban ban = this.bans.find(id).orElseThrow(BanController::nothing);
		Sought inside = Sought.of(within);
		List<String> entries = (inside.wrong() != null) ? List.of()
				: this.bans.page(id, inside.network(), Sought.of(after).network(), SHOWN + 1);
		placed(ban, model);
		model.addAttribute("title", said(ban.called()));
		model.addAttribute("by", names(List.of(ban.madeBy())).getOrDefault(ban.madeBy(), ban.madeBy()));
		model.addAttribute("within", inside);
		model.addAttribute("entries", entries.stream().limit(SHOWN).toList());
		model.addAttribute("next", (entries.size() > SHOWN) ? entries.get(SHOWN - 1) : null);
		model.addAttribute("request", request(ban, me));
		return "ban/show";
	}

	/** Where a ban is enforced by now, for its page. */
	@GetMapping("/{id}/places")
	String places(@PathVariable long id, Model model) {
		placed(this.bans.find(id).orElseThrow(BanController::nothing), model);
		return "ban/list :: places(places=${places})";
	}

	private void placed(Ban ban, Model model) {
		model.addAttribute("ban", ban);
		model.addAttribute("places", this.enforcement.places(ban.scope(), this.bans.lastChangeOf(ban.id())));
	}

	/** The number of the request, for those who may see it; null for others. */
	private static @Nullable String request(Ban ban, Person me) {
		boolean may = oversees(me) || ban.madeBy().equals(me.username());
		return may ? ban.request() : null;
	}

	@GetMapping("/hosts")
	String hosts(Person me, Model model) {
		if (!oversees(me)) {
			throw nothing();
		}
		model.addAttribute("hosts", this.hosts.all());
		model.addAttribute("versions",
				standings().stream().collect(Collectors.toMap((one) -> one.target().name(), Standing::version)));
		return "ban/hosts";
	}

	/** How the hosts are by now, for their page. */
	@GetMapping("/hosts/now")
	String hostsNow(Person me, Model model) {
		return hosts(me, model) + " :: hosts";
	}

	@GetMapping("/protected")
	String protectedNetworks(Person me, Model model) {
		model.addAttribute("kept", this.protection.all().stream().filter((kept) -> shownTo(me, kept)).toList());
		model.addAttribute("all", oversees(me));
		return "ban/protected";
	}

	/** What there is in the cluster is no business of everybody. */
	private static boolean shownTo(Person person, Kept kept) {
		return kept.origin() != Origin.CLUSTER || oversees(person);
	}

	private static boolean oversees(Person person) {
		return person.is(Role.OPS) || person.is(Role.ADMIN);
	}

	/** Ops have looked at what is held back, and it is no accident. */
	@PostMapping("/lists/pass")
	String letThrough(@Fresh Person me, @RequestParam String target, @RequestParam String digest,
			RedirectAttributes next) {
		if (!me.is(Role.OPS)) {
			throw nothing();
		}
		Scope scope = this.targets.all()
			.stream()
			.filter((known) -> known.name().equals(target))
			.findFirst()
			.orElseThrow(BanController::nothing);
		if (this.alerts.letThrough(scope, digest, me.username())) {
			this.refresh.soon();
			next.addFlashAttribute("passed", target);
		}
		else {
			next.addFlashAttribute("changed", target);
		}
		return "redirect:/bans";
	}

	private static ResponseStatusException nothing() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

}
