package io.gatehouse.web;

import java.util.Set;

import io.gatehouse.identity.Person;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The login page. */
@Controller
class LoginController {

	private static final Set<String> PROBLEMS = Set.of("away", "denied", "failed");

	@GetMapping("/login")
	String login(@RequestParam(required = false) @Nullable String problem,
			@RequestParam(required = false) @Nullable String expired,
			@RequestParam(required = false) @Nullable String out, Model model) {
		Person me = PersonArgument.current();
		if (me != null && !me.roles().isEmpty()) {
			return "redirect:/";
		}
		if (problem != null && PROBLEMS.contains(problem)) {
			model.addAttribute("notice", "login.problem." + problem);
		}
		else if (expired != null) {
			model.addAttribute("notice", "login.expired");
		}
		else if (out != null) {
			model.addAttribute("notice", "login.out");
		}
		return "login";
	}

}
