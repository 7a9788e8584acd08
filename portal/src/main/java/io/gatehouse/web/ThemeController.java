package io.gatehouse.web;

import java.time.Duration;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Settings, and where the colours are chosen. */
@Controller
class ThemeController {

	static final String COOKIE = "gatehouse-theme";

	static final Set<String> THEMES = Set.of("light", "dark");

	private final PortalProperties portal;

	private final ReturnTo returnTo;

	ThemeController(PortalProperties portal, ReturnTo returnTo) {
		this.portal = portal;
		this.returnTo = returnTo;
	}

	@GetMapping("/settings")
	String settings() {
		return "settings";
	}

	/** Any other word than light or dark: what the system prefers. */
	@PostMapping("/settings/theme")
	String choose(@RequestParam String theme, HttpServletRequest request, HttpServletResponse response) {
		boolean chosen = THEMES.contains(theme);
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(COOKIE, chosen ? theme : "")
					.path("/")
					.httpOnly(true)
					.secure(this.portal.secure())
					.sameSite("Lax")
					.maxAge(chosen ? Duration.ofDays(365) : Duration.ZERO)
					.build()
					.toString());
		return "redirect:" + this.returnTo.before(request);
	}

}
