package io.gatehouse.request.web;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import io.gatehouse.identity.Fresh;
import io.gatehouse.identity.Person;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.approval.ApprovalDesk;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.submission.Mending;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Service requests: the list, one, and what can be done with one. */
@Controller
@RequestMapping("/requests")
class RequestController {

	private final RequestPages pages;

	private final RequestSearch search;

	private final ServiceRequests requests;

	private final ApprovalDesk desk;

	private final Mending mending;

	private final LiveRequests live;

	private final Lines lines;

	private final TransactionTemplate transactions;

	private final Clock clock;

	RequestController(RequestPages pages, RequestSearch search, ServiceRequests requests, ApprovalDesk desk,
			Mending mending, LiveRequests live, Lines lines, TransactionTemplate transactions, Clock clock) {
		this.pages = pages;
		this.search = search;
		this.requests = requests;
		this.desk = desk;
		this.mending = mending;
		this.live = live;
		this.lines = lines;
		this.transactions = transactions;
		this.clock = clock;
	}

	@GetMapping
	String list(Person me, @RequestParam(required = false) @Nullable String scope,
			@RequestParam(required = false) @Nullable String person,
			@RequestParam(required = false) @Nullable String type,
			@RequestParam(required = false) @Nullable RequestState state,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate since,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
			@RequestParam(required = false) @Nullable String q,
			@RequestParam(defaultValue = Long.MAX_VALUE + "") long before, Model model) {
		RequestFilter filter = new RequestFilter(scope, blankAsNull(person), blankAsNull(type), state,
				Days.start(since), Days.end(until), blankAsNull(q));
		Paging<ServiceRequest> page = Paging.of(this.search.find(me, filter, before, Paging.SIZE + 1),
				ServiceRequest::number);
		model.addAttribute("filter", filter);
		model.addAttribute("since", since);
		model.addAttribute("until", until);
		model.addAttribute("lines", this.lines.requests(page.shown()));
		model.addAttribute("next", page.next());
		model.addAttribute("types", this.lines.types());
		model.addAttribute("states", Arrays.stream(RequestState.values()).map(this::stateValue).toList());
		model.addAttribute("scopes", scopes(me));
		return "request/list";
	}

	private ValueLine stateValue(RequestState state) {
		return new ValueLine(this.lines.words().message("state." + state, Lines.locale()), state.name());
	}

	private List<ValueLine> scopes(Person me) {
		List<String> scopes = Access.allSeeing(me) ? List.of("mine", "team", "all") : List.of("mine", "team");
		return scopes.stream()
			.map((scope) -> new ValueLine(this.lines.words().message("request.scope." + scope, Lines.locale()), scope))
			.toList();
	}

	@GetMapping("/{number}")
	String show(Person me, @PathVariable long number, Model model) {
		model.addAttribute("page", this.pages.page(this.pages.visible(number, me), me));
		return "request/show";
	}

	@GetMapping("/{number}/live")
	String live(Person me, @PathVariable long number, Model model) {
		model.addAttribute("page", this.pages.page(this.pages.visible(number, me), me));
		return "request/show :: live(page=${page})";
	}

	@GetMapping(path = "/{number}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter events(Person me, @PathVariable long number) {
		this.pages.visible(number, me);
		return this.live.watch(number, me.username());
	}

	@PostMapping("/{number}/approval")
	String approve(Person me, @PathVariable long number, @RequestParam String shown,
			@RequestParam(defaultValue = "") String reason, @RequestParam(defaultValue = "") String lasts,
			@RequestParam(name = "lasts.unit", defaultValue = "hours") String unit,
			@RequestParam(defaultValue = "") String from, Model model, HttpServletResponse response) {
		Duration asked = this.pages.visible(number, me).lifetime().orElse(null);
		Duration given = given(lasts, unit, asked);
		if (!lasts.isBlank() && (given == null || asked == null || given.compareTo(asked) > 0)) {
			model.addAttribute("problem", this.lines.words().message("request.trim-too-long", Lines.locale()));
			model.addAttribute("typedReason", Reasons.clean(reason));
			model.addAttribute("typedTime", lasts);
			model.addAttribute("typedUnit", unit);
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return show(me, number, model);
		}
		Duration trimmed = (given != null && !given.equals(asked)) ? given : null;
		this.desk.approve(number, me, shown, Reasons.clean(reason), trimmed);
		return back(number, from);
	}

	/** A whole number, at least one; null where something else was typed. */
	private static @Nullable Duration given(String lasts, String unit, @Nullable Duration asked) {
		if (lasts.isBlank()) {
			return asked;
		}
		if (!lasts.strip().matches("[1-9][0-9]{0,5}")) {
			return null;
		}
		long count = Long.parseLong(lasts.strip());
		return switch (unit) {
			case "days" -> Duration.ofDays(count);
			case "hours" -> Duration.ofHours(count);
			case "minutes" -> Duration.ofMinutes(count);
			default -> null;
		};
	}

	@PostMapping("/{number}/rejection")
	String reject(Person me, @PathVariable long number, @RequestParam(defaultValue = "") String reason, Model model,
			@RequestParam(defaultValue = "") String from) {
		if (Reasons.clean(reason).isEmpty()) {
			return reasonMissing(me, number, model);
		}
		this.desk.reject(number, me, Reasons.clean(reason));
		return back(number, from);
	}

	@PostMapping("/{number}/change-request")
	String askForChanges(Person me, @PathVariable long number, @RequestParam(defaultValue = "") String reason,
			Model model, @RequestParam(defaultValue = "") String from) {
		if (Reasons.clean(reason).isEmpty()) {
			return reasonMissing(me, number, model);
		}
		this.desk.askForChanges(number, me, Reasons.clean(reason));
		return back(number, from);
	}

	private String reasonMissing(Person me, long number, Model model) {
		model.addAttribute("problem", this.lines.words().message("request.reason-missing", Lines.locale()));
		return show(me, number, model);
	}

	@PostMapping("/{number}/withdrawal")
	String withdraw(Person me, @PathVariable long number, @RequestParam(defaultValue = "") String reason) {
		this.transactions.executeWithoutResult((transaction) -> {
			ServiceRequest request = this.requests.lock(number)
				.filter((found) -> Access.withdraws(me, found))
				.orElseThrow(NotYours::new);
			request.withdraw(me.username(), Reasons.clean(reason), this.clock.instant());
			this.requests.save(request);
		});
		return back(number);
	}

	@PostMapping("/{number}/retry")
	String retry(@Fresh Person me, @PathVariable long number, @RequestParam String plan) {
		mendable(me, number);
		this.mending.retry(number, me.username(), plan);
		return back(number);
	}

	@PostMapping("/{number}/undo")
	String undo(@Fresh Person me, @PathVariable long number, @RequestParam String plan) {
		mendable(me, number);
		this.mending.undo(number, me.username(), plan);
		return back(number);
	}

	private void mendable(Person me, long number) {
		if (!this.pages.mends(this.pages.visible(number, me), me)) {
			throw new NotYours();
		}
	}

	/** People who decide in the queue go on in the queue. */
	private static String back(long number, String from) {
		return from.equals("queue") ? "redirect:/queue" : back(number);
	}

	private static String back(long number) {
		return "redirect:/requests/" + number;
	}

	private static @Nullable String blankAsNull(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

}
