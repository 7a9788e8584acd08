package io.gatehouse.ban;

import io.gatehouse.ban.feed.Feeds;
import io.gatehouse.identity.Fresh;
import io.gatehouse.identity.Person;
import io.gatehouse.identity.Role;

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

/** The feeds of bans, for ops: how each does, and letting on what is held back. */
@Controller
@RequestMapping("/bans/feeds")
class FeedController {

	private static final int SHOWN = 20;

	private final Feeds feeds;

	FeedController(Feeds feeds) {
		this.feeds = feeds;
	}

	@GetMapping
	String list(Person me, Model model) {
		if (!me.is(Role.OPS) && !me.is(Role.ADMIN)) {
			throw nothing();
		}
		model.addAttribute("feeds", this.feeds.all());
		model.addAttribute("ops", me.is(Role.OPS));
		return "ban/feeds";
	}

	/** What is held back of a feed, before it is let on. */
	@GetMapping("/{name}/candidate")
	String candidate(Person me, @PathVariable String name, @RequestParam String digest, Model model) {
		Feeds.Standing feed = known(me, name);
		model.addAttribute("feed", feed);
		model.addAttribute("digest", digest);
		model.addAttribute("held", this.feeds.held(name, digest).orElse(null));
		model.addAttribute("most", SHOWN);
		return "ban/candidate";
	}

	@PostMapping("/{name}/candidate")
	String accept(@Fresh Person me, @PathVariable String name, @RequestParam String digest, RedirectAttributes next) {
		known(me, name);
		if (!this.feeds.accept(name, digest, me.username())) {
			next.addFlashAttribute("changed", name);
		}
		return "redirect:/bans/feeds";
	}

	private Feeds.Standing known(Person me, String name) {
		if (!me.is(Role.OPS)) {
			throw nothing();
		}
		return this.feeds.find(name).orElseThrow(FeedController::nothing);
	}

	private static ResponseStatusException nothing() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

}
