package io.gatehouse.web;

import java.util.List;
import java.util.Locale;

import io.gatehouse.identity.Person;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout of every page shows. */
@ControllerAdvice
class PageModel {

	@ModelAttribute("me")
	@Nullable Person me() {
		return PersonArgument.current();
	}

	/** "light", "dark", or empty for what the system prefers. */
	@ModelAttribute("theme")
	String theme(@CookieValue(name = ThemeController.COOKIE, defaultValue = "") String chosen) {
		return ThemeController.THEMES.contains(chosen) ? chosen : "";
	}

	@ModelAttribute("languages")
	List<Locale> languages() {
		return Languages.ALL;
	}

}
