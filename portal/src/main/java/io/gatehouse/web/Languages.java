package io.gatehouse.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages that the portal speaks, the one that it falls back to first. */
final class Languages {

	static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.of("ru"));

	static final Locale FALLBACK = ALL.getFirst();

	private Languages() {
	}

	static Optional<Locale> of(String tag) {
		return ALL.stream().filter((language) -> language.toLanguageTag().equals(tag)).findFirst();
	}

	static Locale closest(Locale locale) {
		return of(locale.getLanguage()).orElse(FALLBACK);
	}

}
