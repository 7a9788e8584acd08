package io.gatehouse.identity;

import jakarta.servlet.http.HttpSession;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where a person sees and ends the own sessions. */
@Controller
@RequestMapping("/settings/sessions")
class SessionsController {

	private final Sessions sessions;

	SessionsController(Sessions sessions) {
		this.sessions = sessions;
	}

	@GetMapping
	String list(Person me, HttpSession session, Model model) {
		model.addAttribute("sessions", this.sessions.of(me, session.getId()));
		return "settings/sessions";
	}

	@PostMapping("/{handle}/end")
	String end(Person me, @PathVariable String handle) {
		this.sessions.end(me, handle);
		return "redirect:/settings/sessions";
	}

	@PostMapping("/others/end")
	String endOthers(Person me, HttpSession session) {
		this.sessions.endOthers(me, session.getId());
		return "redirect:/settings/sessions";
	}

}
