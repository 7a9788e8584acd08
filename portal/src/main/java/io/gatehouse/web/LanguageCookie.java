package io.gatehouse.web;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/** Remembers a chosen language; until then the browser's counts, if it is one of ours. */
class LanguageCookie extends CookieLocaleResolver {

	LanguageCookie(PortalProperties portal) {
		super("gatehouse-language");
		setCookieMaxAge(Duration.ofDays(365));
		setCookieHttpOnly(true);
		setCookieSecure(portal.secure());
		setCookieSameSite("Lax");
		setDefaultLocaleFunction(LanguageCookie::browsers);
	}

	@Override
	protected @Nullable Locale parseLocaleValue(String value) {
		return Languages.of(value).orElse(null);
	}

	private static Locale browsers(HttpServletRequest request) {
		List<Locale> wanted = Collections.list(request.getLocales());
		return wanted.stream()
			.flatMap((locale) -> Languages.of(locale.getLanguage()).stream())
			.findFirst()
			.orElse(Languages.FALLBACK);
	}

}
