package io.gatehouse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** Where a language is chosen. */
@Controller
class LanguageController {

	private final LocaleResolver locales;

	private final ReturnTo returnTo;

	LanguageController(LocaleResolver locales, ReturnTo returnTo) {
		this.locales = locales;
		this.returnTo = returnTo;
	}

	@PostMapping("/settings/language")
	String choose(@RequestParam String language, HttpServletRequest request, HttpServletResponse response) {
		Languages.of(language).ifPresent((chosen) -> this.locales.setLocale(request, response, chosen));
		return "redirect:" + this.returnTo.before(request);
	}

}
