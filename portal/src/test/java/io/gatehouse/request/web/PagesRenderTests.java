package io.gatehouse.request.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.ibm.icu.text.MessageFormat;
import io.gatehouse.request.words.Words;
import io.gatehouse.request.words.WordsWithin;
import io.gatehouse.web.Times;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

import org.springframework.context.support.AbstractMessageSource;
import org.springframework.context.support.DelegatingMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;

import static org.assertj.core.api.Assertions.assertThat;

class PagesRenderTests {

	private static final String HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>${7*191}[[${7*191}]]";

	private static final Pattern RAW_ENUM = Pattern.compile(">[^<]*\\b[A-Z]{3,}_[A-Z]{3,}\\b[^<]*<");

	private final Set<String> missing = new TreeSet<>();

	private final GenericWebApplicationContext application = new GenericWebApplicationContext(new MockServletContext());

	private final DelegatingMessageSource messages = new DelegatingMessageSource();

	private final SpringTemplateEngine engine = new SpringTemplateEngine();

	@BeforeEach
	void prepare() {
		this.application.registerBean("clock", java.time.Clock.class, java.time.Clock::systemUTC);
		this.application.registerBean("times", Times.class);
		this.application.registerBean("words", Words.class, () -> WordsWithin.of(this.messages));
		this.application.refresh();
		ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
		files.setPrefix("templates/");
		files.setSuffix(".html");
		files.setCharacterEncoding("UTF-8");
		this.engine.setTemplateResolver(files);
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "ru" })
	void haveAllTheirWords(String language) {
		render(language, UnaryOperator.identity()).forEach((name, page) -> {
			assertThat(page).as(name).doesNotContain("th:").doesNotContain("??");
			if (page.contains("<html")) {
				assertThat(page).as(name).startsWith("<!DOCTYPE html>").containsPattern("</body>\\s*</html>");
			}
			assertThat(page).as(name).doesNotContainPattern(RAW_ENUM);
			assertThat(visible(page)).as(name).doesNotContain(PageSamples.HASH);
			keep(language, name, page);
		});
		assertThat(this.missing).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "ru" })
	void neverTakeTextForMarkup(String language) {
		render(language, (text) -> text + HOSTILE).forEach((name, page) -> assertThat(page).as(name)
			.doesNotContain("<script>")
			.doesNotContain("<img")
			.doesNotContain("1337"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "ru" })
	void holdNoScriptOrStyleOfTheirOwn(String language) {
		render(language, UnaryOperator.identity()).forEach((name, page) -> assertThat(page).as(name)
			.doesNotContain("<style")
			.doesNotContain(" style=")
			.doesNotContainPattern(" on[a-z]+=\"")
			.doesNotContainPattern("<script(?![^>]*src=)")
			.doesNotContain("javascript:"));
	}

	/** The same id twice would lead labels and links astray. */
	@ParameterizedTest
	@ValueSource(strings = { "en", "ru" })
	void nameEachPartOnce(String language) {
		render(language, UnaryOperator.identity()).forEach((name, page) -> {
			Map<String, Long> ids = Pattern.compile("\\sid=\"([^\"]+)\"")
				.matcher(page)
				.results()
				.collect(Collectors.groupingBy((found) -> found.group(1), Collectors.counting()));
			assertThat(ids).as(name).allSatisfy((id, times) -> assertThat(times).as(id).isOne());
			assertThat(Pattern.compile("<h1").matcher(page).results().count()).as("%s: main headings", name)
				.isEqualTo(page.contains("<main") ? 1 : 0);
		});
	}

	@Test
	void sayTheSameInBothLanguages() {
		assertThat(messages("ru").keySet()).isEqualTo(messages("en").keySet());
	}

	private Map<String, String> render(String language, UnaryOperator<String> text) {
		Locale locale = Locale.of(language);
		Map<String, String> messages = messages(language);
		this.messages.setParentMessageSource(new Messages(messages, this.missing));
		this.engine.setTemplateEngineMessageSource(this.messages);
		PageSamples samples = new PageSamples(new PageSamples.Words(locale, messages), text);
		Map<String, String> rendered = new LinkedHashMap<>();
		samples.pages().forEach((name, page) -> rendered.put(name, render(page, locale)));
		return rendered;
	}

	private String render(PageSamples.Page page, Locale locale) {
		try {
			MockHttpServletRequest request = new MockHttpServletRequest(this.application.getServletContext());
			request.setAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE, this.application);
			request.setAttribute(DispatcherServlet.LOCALE_RESOLVER_ATTRIBUTE, new FixedLocaleResolver(locale));
			MockHttpServletResponse response = new MockHttpServletResponse();
			ThymeleafViewResolver views = new ThymeleafViewResolver();
			views.setApplicationContext(this.application);
			views.setTemplateEngine(this.engine);
			views.setCharacterEncoding("UTF-8");
			View view = views.resolveViewName(page.template(), locale);
			assertThat(view).isNotNull();
			view.render(page.model(), request, response);
			return response.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (Exception ex) {
			throw new IllegalStateException("Page " + page.template(), ex);
		}
	}

	/** So that people can look at them. */
	private static void keep(String language, String name, String page) {
		try {
			Path folder = Files.createDirectories(Path.of("target/pages", language));
			Files.writeString(folder.resolve(name + ".html"), page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String visible(String page) {
		return page.replaceAll("<[^>]*>", " ");
	}

	private static Map<String, String> messages(String language) {
		String file = language.equals("en") ? "messages.properties" : "messages_" + language + ".properties";
		Properties messages = new Properties();
		try (var reader = Files.newBufferedReader(Path.of("src/main/resources", file))) {
			messages.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Stream.of(messages)
			.flatMap((all) -> all.stringPropertyNames().stream())
			.collect(Collectors.toMap((key) -> key, messages::getProperty));
	}

	/**
	 * The portal's messages; the sample form's labels are its names, and what is missing
	 * is noted.
	 */
	private static final class Messages extends AbstractMessageSource {

		private final Map<String, String> patterns;

		private final Set<String> missing;

		Messages(Map<String, String> patterns, Set<String> missing) {
			this.patterns = patterns;
			this.missing = missing;
		}

		@Override
		protected @Nullable String getMessageInternal(@Nullable String code, Object @Nullable [] arguments,
				@Nullable Locale locale) {
			if (code == null || code.endsWith(".help") && !this.patterns.containsKey(code)) {
				return null;
			}
			if (code.startsWith("sample.")) {
				String name = code.substring(code.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
				return Character.toUpperCase(name.charAt(0)) + name.substring(1);
			}
			if (!this.patterns.containsKey(code)) {
				this.missing.add(code);
				return "?" + code;
			}
			return new MessageFormat(this.patterns.get(code), locale)
				.format((arguments != null) ? arguments : new Object[0]);
		}

		@Override
		protected java.text.@Nullable MessageFormat resolveCode(String code, Locale locale) {
			return null;
		}

	}

}
