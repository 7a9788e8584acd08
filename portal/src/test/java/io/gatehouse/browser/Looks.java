package io.gatehouse.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;

/** What is wrong with how the page looks on which somebody is. */
final class Looks {

	private static final Set<String> GRAVE = Set.of("serious", "critical");

	/** What is called the same in every language, and what people wrote themselves. */
	private static final Pattern NAMES = Pattern.compile("[a-z0-9./_-]+|Dana Dev|Olga Ops|Oscar Ops|Mira Maintainer"
			+ "|Otto Outsider|GitLab|Kubernetes|Vault|Slack|Chrome|Answers calls\\.");

	private static final Pattern FOR_MACHINES = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}");

	private Looks() {
	}

	/** By day all of it; by night and on a phone what is another then. */
	static List<String> flaws(String name, Visitor visitor) {
		List<String> flaws = new ArrayList<>(flaws(name, axe(visitor).analyze()));
		visitor.page().emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
		flaws.addAll(flaws(name + " in the dark", axe(visitor).withRules(List.of("color-contrast")).analyze()));
		visitor.page().emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
		visitor.page().setViewportSize(360, 740);
		flaws.addAll(tooWide(name, visitor));
		if (FOR_MACHINES.matcher(visitor.page().innerText("body")).find()) {
			flaws.add(name + ": a moment as only machines write it");
		}
		visitor.page().setViewportSize(1280, 800);
		return flaws;
	}

	private static AxeBuilder axe(Visitor visitor) {
		AxeRunOptions options = new AxeRunOptions();
		// It is quicker where it need not describe all that is well.
		options.setResultTypes(List.of("violations"));
		return new AxeBuilder(visitor.page()).options(options);
	}

	private static List<String> flaws(String name, AxeResults results) {
		return results.getViolations()
			.stream()
			.filter((rule) -> GRAVE.contains(rule.getImpact()))
			.flatMap((rule) -> rule.getNodes()
				.stream()
				.map((node) -> name + ": " + rule.getId() + ": " + node.getTarget() + " " + node.getHtml()))
			.toList();
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
