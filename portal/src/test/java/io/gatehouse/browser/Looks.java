package io.gatehouse.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;

/** What is wrong with how the page looks on which somebody is. */
final class Looks {

	/** What is called the same in every language, and what people wrote themselves. */
	private static final Pattern NAMES = Pattern.compile("[a-z0-9./_-]+|Dana Dev|Olga Ops|Oscar Ops|Mira Maintainer"
			+ "|Otto Outsider|GitLab|Kubernetes|Vault|Slack|Chrome|Firefox|Answers calls\\.");

	private static final Pattern FOR_MACHINES = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}");

	private Looks() {
	}

	/** By day all of it; by night and on a phone what is another then. */
	static List<String> flaws(String name, Visitor visitor) {
		List<String> flaws = new ArrayList<>();
		Axe.violations(visitor.page()).forEach((flaw) -> flaws.add(name + ": " + flaw));
		visitor.page().emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
		Axe.violations(visitor.page(), "color-contrast").forEach((flaw) -> flaws.add(name + " in the dark: " + flaw));
		visitor.page().emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
		visitor.page().setViewportSize(360, 740);
		flaws.addAll(tooWide(name, visitor));
		if (FOR_MACHINES.matcher(visitor.page().innerText("body")).find()) {
			flaws.add(name + ": a moment as only machines write it");
		}
		visitor.page().setViewportSize(1280, 800);
		return flaws;
	}

	/** For who reads Russian, on a phone. */
	static List<String> flawsInRussian(String name, Visitor visitor) {
		Stream<String> foreign = visitor.foreignWords()
			.stream()
			.filter((words) -> !NAMES.matcher(words).matches())
			.map((words) -> name + ": " + words);
		return Stream.concat(foreign, tooWide(name, visitor).stream()).toList();
	}

	private static List<String> tooWide(String name, Visitor visitor) {
		int overflow = visitor.overflow();
		return (overflow > 0) ? List.of(name + ": wider than a phone by " + overflow + " px") : List.of();
	}

}
