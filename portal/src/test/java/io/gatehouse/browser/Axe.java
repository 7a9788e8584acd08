package io.gatehouse.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * axe-core on a page without frames: its script alone, once a page. AxeBuilder opens a
 * page of its own each time, which takes longer than the looking.
 */
final class Axe {

	private static final String SCRIPT = script();

	private static final String GRAVE = """
			async (rules) => (await axe.run(document, { resultTypes: ['violations'],
				...(rules.length ? { runOnly: { type: 'rule', values: rules } } : {}) })).violations
				.filter((rule) => ['serious', 'critical'].includes(rule.impact))
				.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.html}`))""";

	private Axe() {
	}

	private static String script() {
		try (InputStream script = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is seriously wrong with the page.
	 * @param rules the names of the rules it is held to; none: all that axe has
	 */
	static List<String> violations(Page page, String... rules) {
		assertThat(page.frames()).as("none is looked into").hasSize(1);
		if (page.evaluate("typeof axe").equals("undefined")) {
			page.evaluate(SCRIPT);
		}
		return ((List<?>) page.evaluate(GRAVE, List.of(rules))).stream().map(String::valueOf).toList();
	}

}
