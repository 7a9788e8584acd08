package io.gatehouse.request.web;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.gatehouse.identity.KeptForm;
import io.gatehouse.identity.Person;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.submission.Submissions;
import io.gatehouse.request.submission.Wish;
import io.gatehouse.request.Text;
import io.gatehouse.request.web.Drafts.Draft;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Asking: for something new, for a change of what is there, and again after changes were
 * asked for.
 */
@Controller
class AskController {

	private static final String SUBMISSION = "submission";

	private static final String REASON = "_reason";

	private static final String TOUCHED = "_touched";

	private final RequestTypes types;

	private final Assets assets;

	private final Drafts drafts;

	private final Submissions submissions;

	private final RequestPages pages;

	private final Suggestions suggestions;

	AskController(RequestTypes types, Assets assets, Drafts drafts, Submissions submissions, RequestPages pages,
			Suggestions suggestions) {
		this.types = types;
		this.assets = assets;
		this.drafts = drafts;
		this.submissions = submissions;
		this.pages = pages;
		this.suggestions = suggestions;
	}

	@GetMapping("/ask/{type}")
	ModelAndView open(Person me, @PathVariable String type, HttpServletRequest request) {
		Known known = known(type);
		return KeptForm.take(request)
			.map((kept) -> again(this.drafts.typed(known, Verb.CREATE, null, null, typed(kept), me), kept))
			.orElseGet(() -> form(this.drafts.opened(known, Verb.CREATE, null, null, null, me), "/ask/" + type,
					newSubmission(), ""));
	}

	@PostMapping("/ask/{type}/preview")
	ModelAndView preview(Person me, @PathVariable String type, @RequestParam MultiValueMap<String, String> typed) {
		return preview(this.drafts.typed(known(type), Verb.CREATE, null, null, typed, me), "/ask/" + type, typed);
	}

	@PostMapping("/ask/{type}")
	ModelAndView ask(Person me, @PathVariable String type, @RequestParam MultiValueMap<String, String> typed) {
		Draft draft = this.drafts.typed(known(type), Verb.CREATE, null, null, typed, me);
		return submit(draft, "/ask/" + type, typed);
	}

	@GetMapping("/assets/{number}/change")
	ModelAndView openChange(Person me, @PathVariable long number, HttpServletRequest request) {
		Asset asset = changeable(number, me);
		Known known = known(asset.type());
		return KeptForm.take(request)
			.map((kept) -> again(this.drafts.typed(known, Verb.CHANGE, asset, null, typed(kept), me), kept))
			.orElseGet(() -> form(this.drafts.opened(known, Verb.CHANGE, asset, null, asset.form(), me),
					"/assets/" + number + "/change", newSubmission(), ""));
	}

	@PostMapping("/assets/{number}/change/preview")
	ModelAndView previewChange(Person me, @PathVariable long number,
			@RequestParam MultiValueMap<String, String> typed) {
		Asset asset = changeable(number, me);
		return preview(this.drafts.typed(known(asset.type()), Verb.CHANGE, asset, null, typed, me),
				"/assets/" + number + "/change", typed);
	}

	@PostMapping("/assets/{number}/change")
	ModelAndView change(Person me, @PathVariable long number, @RequestParam MultiValueMap<String, String> typed) {
		Asset asset = changeable(number, me);
		Draft draft = this.drafts.typed(known(asset.type()), Verb.CHANGE, asset, null, typed, me);
		return submit(draft, "/assets/" + number + "/change", typed);
	}

	private Asset changeable(long number, Person me) {
		return this.assets.findByNumber(number).filter((asset) -> changeable(asset, me)).orElseThrow(NotYours::new);
	}

	private static boolean changeable(Asset asset, Person me) {
		return asset.state() == AssetState.ACTIVE && Access.manages(me, asset);
	}

	@GetMapping("/requests/{number}/revision")
	ModelAndView openRevision(Person me, @PathVariable long number, HttpServletRequest asking) {
		ServiceRequest request = revisable(number, me);
		Known known = known(request.type());
		return KeptForm.take(asking)
			.map((kept) -> again(this.drafts.typed(known, request.verb(), asset(request), request, typed(kept), me),
					kept))
			.orElseGet(
					() -> form(this.drafts.opened(known, request.verb(), asset(request), request, request.form(), me),
							"/requests/" + number + "/revision", newSubmission(), request.reason()));
	}

	@PostMapping("/requests/{number}/revision/preview")
	ModelAndView previewRevision(Person me, @PathVariable long number,
			@RequestParam MultiValueMap<String, String> typed) {
		ServiceRequest request = revisable(number, me);
		return preview(this.drafts.typed(known(request.type()), request.verb(), asset(request), request, typed, me),
				"/requests/" + number + "/revision", typed);
	}

	@PostMapping("/requests/{number}/revision")
	ModelAndView revise(Person me, @PathVariable long number, @RequestParam MultiValueMap<String, String> typed) {
		ServiceRequest request = revisable(number, me);
		Draft draft = this.drafts.typed(known(request.type()), request.verb(), asset(request), request, typed, me);
		return submit(draft, "/requests/" + number + "/revision", typed);
	}

	private ServiceRequest revisable(long number, Person me) {
		ServiceRequest request = this.pages.visible(number, me);
		if (!Access.withdraws(me, request)) {
			throw new NotYours();
		}
		// What was handed on meanwhile is another's to ask for.
		if (request.asset().isPresent() && request.asset()
			.flatMap(this.assets::findById)
			.filter((asset) -> asset.state() == AssetState.FORMING || changeable(asset, me))
			.isEmpty()) {
			throw new NotYours();
		}
		if (!request.state().undecided() || !RequestPages.revisable(request)) {
			throw new Conflict(Text.of("request.unfit", "@state." + request.state()));
		}
		return request;
	}

	private @Nullable Asset asset(ServiceRequest request) {
		return request.asset().flatMap(this.assets::findById).orElse(null);
	}

	private ModelAndView submit(Draft typed, String action, MultiValueMap<String, String> input) {
		String reason = Reasons.clean(input.getFirst(REASON));
		String submission = submission(input);
		boolean onlyShow = input.containsKey("_preview");
		if (!onlyShow && typed.revised() == null) {
			// What stands in its way by now may be what became of it.
			Optional<ServiceRequest> sent = Optional.ofNullable(typed.form())
				.flatMap((form) -> this.submissions.sent(typed.wish(form), reason, submission));
			if (sent.isPresent()) {
				return shown(sent.get());
			}
		}
		if (!typed.sound() || onlyShow) {
			ModelAndView page = form(typed, action, submission, reason);
			page.setStatus(onlyShow ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
		Draft draft = this.drafts.sealed(typed);
		Record form = draft.form();
		Considered considered = draft.considered();
		if (form == null || considered == null) {
			throw new IllegalStateException("a sound draft has a form");
		}
		Wish wish = draft.wish(form);
		ServiceRequest revised = draft.revised();
		ServiceRequest request = (revised != null) ? this.submissions.revise(revised.number(), wish, considered, reason)
				: this.submissions.submit(wish, considered, reason, submission);
		return shown(request);
	}

	private static ModelAndView shown(ServiceRequest request) {
		return new ModelAndView("redirect:/requests/" + request.number());
	}

	/** A form whose sender had to sign in first. */
	private ModelAndView again(Draft draft, KeptForm kept) {
		MultiValueMap<String, String> typed = typed(kept);
		return form(draft, kept.path(), submission(typed), Reasons.clean(typed.getFirst(REASON)));
	}

	private static MultiValueMap<String, String> typed(KeptForm kept) {
		return new LinkedMultiValueMap<>(kept.input());
	}

	private ModelAndView preview(Draft draft, String action, MultiValueMap<String, String> input) {
		return new ModelAndView("request/plan :: preview(page=${page})").addObject("page",
				this.drafts.page(draft, action, submission(input), "", touched(input)));
	}

	/** The fields in which somebody has changed something, as the page's script says. */
	private static Set<String> touched(MultiValueMap<String, String> input) {
		String touched = input.getFirst(TOUCHED);
		return (touched != null) ? Arrays.stream(touched.split(",")).collect(Collectors.toSet()) : Set.of();
	}

	private ModelAndView form(Draft draft, String action, String submission, String reason) {
		return new ModelAndView("request/form")
			.addObject("page", this.drafts.page(draft, action, submission, reason, Set.of()))
			.addObject("changing", draft.asset() != null)
			.addObject("suggestions", this.suggestions.of(draft.model(), draft.me()));
	}

	private Known known(String type) {
		return this.types.find(type).orElseThrow(NotYours::new);
	}

	private static String newSubmission() {
		return UUID.randomUUID().toString();
	}

	/**
	 * The one that the form came with; one of ours, so that nobody's odd value gets into
	 * an index.
	 */
	private static String submission(MultiValueMap<String, String> input) {
		try {
			return UUID.fromString(String.valueOf(input.getFirst(SUBMISSION))).toString();
		}
		catch (IllegalArgumentException ex) {
			return newSubmission();
		}
	}

}
