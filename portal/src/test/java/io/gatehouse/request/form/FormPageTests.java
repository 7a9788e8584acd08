package io.gatehouse.request.form;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.Text;
import io.gatehouse.request.form.Samples.Conditional;
import io.gatehouse.request.form.Samples.Either;
import io.gatehouse.request.form.Samples.Everything;
import io.gatehouse.request.words.Words;
import io.gatehouse.request.words.WordsWithin;
import io.gatehouse.web.PortalMessages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.StringTemplateResolver;

import org.springframework.context.MessageSource;
import org.springframework.context.support.AbstractMessageSource;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class FormPageTests {

	private static final String PAGE = """
			<form novalidate><div th:replace="~{fragments/form :: errors(${problems}, ${type})}"></div>\
			<th:block th:each="field : ${model.fields}"><div th:replace="~{fragments/form :: field(${model}, \
			${field}, ${input}, ${problems}, ${type})}"></div></th:block></form>""";

	private static final String HOSTILE = "\"><script>alert('x')</script>${7*7}";

	private final Forms forms = Samples.forms();

	private final FormModel model = FormModel.of(Everything.class);

	private final SpringTemplateEngine engine = engine();

	private final GenericApplicationContext beans = new GenericApplicationContext();

	@BeforeEach
	void prepare() {
		this.beans.registerBean("words", Words.class, () -> WordsWithin.of(new Messages()));
		this.beans.refresh();
	}

	@Test
	void asksForEachKind() {
		String page = render(this.model, this.forms.fresh(this.model), List.of(), Map.of()).replaceAll("\\s+", " ");
		assertThat(page)
			.contains("<input type=\"text\" id=\"field-name\" name=\"name\" value=\"\" autocomplete=\"off\"")
			.contains("<textarea id=\"field-reason\" name=\"reason\"")
			.contains("<input type=\"date\" id=\"field-day\"")
			.contains("<input type=\"checkbox\" value=\"true\" id=\"field-urgent\" name=\"urgent\"")
			.contains("<fieldset role=\"radiogroup\"")
			.contains("<select id=\"field-size\" name=\"size\"")
			.contains("<option value=\"XS\">[sample.size.XS]</option>")
			.contains("<input type=\"password\" id=\"field-password\" name=\"password\" autocomplete=\"new-password\"")
			.contains("<label for=\"field-name\">[sample.name]")
			.doesNotContain("th:")
			.doesNotContain("role=\"alert\"")
			.doesNotContain("aria-invalid")
			.doesNotContain("maxlength")
			.doesNotContain("style=")
			.doesNotContain("<script");
		assertThat(tag(page, "id=\"field-replicas\"")).contains("inputmode=\"numeric\"");
		assertThat(tag(page, "id=\"field-project\"")).contains("spellcheck=\"false\"");
		assertThat(tag(page, "value=\"PRIVATE\"")).contains("checked=\"checked\"").contains("id=\"field-visibility\"");
		assertThat(tag(page, "value=\"INTERNAL\"")).doesNotContain("checked").doesNotContain("id=");
		assertThat(tag(page, "id=\"field-lifetime\"")).contains("value=\"7\"");
		assertThat(page).contains("<option value=\"days\" selected=\"selected\">days</option>");
	}

	@Test
	void saysWhatIsOptional() {
		String page = render(this.model, Map.of(), List.of(), Map.of());
		assertThat(field(page, "name")).doesNotContain("optional");
		assertThat(field(page, "urgent")).doesNotContain("optional");
		assertThat(field(page, "visibility")).doesNotContain("optional");
		assertThat(field(page, "person")).contains("(optional)");
	}

	@Test
	void showsHelpWhereThereIsSome() {
		String page = render(this.model, Map.of(), List.of(), Map.of());
		assertThat(field(page, "team")).contains("<p class=\"help\" id=\"field-team-help\">Help for a team</p>")
			.contains("aria-describedby=\"field-team-help field-team-error\"");
		assertThat(field(page, "person")).doesNotContain("help").contains("aria-describedby=\"field-person-error\"");
	}

	@Test
	void showsEachErrorOnTopAndBesideItsField() {
		Bound bound = this.forms.bind(this.model, Samples.input("name=a", "replicas=0", "visibility=PRIVATE"));
		String page = render(this.model, bound.input(), bound.problems(), Map.of());
		assertThat(page).contains("role=\"alert\"")
			.contains("tabindex=\"-1\"")
			.contains("<a href=\"#field-replicas\">[sample.replicas]: Choose 1 or more.</a>")
			.contains("<a href=\"#field-lifetime\">[sample.lifetime]: Fill this in.</a>");
		assertThat(field(page, "replicas")).contains(
				"<div id=\"field-replicas-error\" aria-live=\"polite\"><p class=\"error\">Choose 1 or more.</p></div>")
			.contains("aria-describedby=\"field-replicas-error\"")
			.contains("aria-invalid=\"true\"")
			.contains("value=\"0\"");
		assertThat(field(page, "person")).contains("<div id=\"field-person-error\" aria-live=\"polite\"></div>")
			.doesNotContain("aria-invalid");
	}

	@Test
	void saysOfWhichFieldsOneIsNeeded() {
		FormModel either = FormModel.of(Either.class);
		Bound bound = this.forms.bind(either, Samples.input("reason=because"));
		String page = render(either, bound.input(), bound.problems(), Map.of());
		assertThat(field(page, "entries").replaceAll("\\s+", " "))
			.contains("(at least one is needed: this or “[sample.file]”)")
			.contains("<p class=\"error\">At least one of these is needed: “[sample.entries]”, “[sample.file]”.</p>")
			.doesNotContain("(optional)");
		assertThat(field(page, "file")).contains("this or “[sample.entries]”").doesNotContain("class=\"error\"");
		assertThat(field(page, "reason")).contains("(optional)");
	}

	@Test
	void namesTheLineOfAProblem() {
		String page = render(this.model, Map.of(), List.of(new Problem("members", 1200, Text.of("form.entry", "x"))),
				Map.of());
		assertThat(field(page, "members")).contains("Line 1,200: Correct or remove this line: x");
		assertThat(page).contains("[sample.members]: Line 1,200: Correct");
	}

	@Test
	void listsEachFieldOnceOnTop() {
		List<Problem> problems = List.of(new Problem("members", 1, Text.of("form.entry", "x")),
				new Problem("members", 2, Text.of("form.entry", "y")), Problem.at("team", "form.required"));
		String page = render(this.model, Map.of(), problems, Map.of());
		assertThat(page.split("<a href=\"#field-members\"", -1)).hasSize(2);
		assertThat(page).contains("<a href=\"#field-team\">");
		assertThat(field(page, "members")).contains("line: x").contains("line: y");
	}

	@Test
	void namesAFileThatWasSent() {
		FormModel either = FormModel.of(Either.class);
		String page = render(either, Map.of("file", List.of("7"), "file.name", List.of("list.txt")), List.of(),
				Map.of("files", Map.of("file", Text.of("form.entry", "list.txt, 3 KB"))));
		assertThat(field(page, "file")).contains("name=\"file\" value=\"7\"")
			.contains("role=\"status\">Correct or remove this line: list.txt, 3 KB</span>");
		assertThat(tag(page, "data-forget")).doesNotContain("hidden");
	}

	@Test
	void showsWhatIsWrongWithTheWholeWithoutALink() {
		String page = render(this.model, Map.of(), List.of(Problem.at("", "form.refused")), Map.of());
		assertThat(page).contains("<li>").contains("These answers do not fit together").doesNotContain("<a ");
	}

	@Test
	void escapesWhatWasTyped() {
		for (FieldModel field : this.model.fields()) {
			Map<String, List<String>> typed = new HashMap<>();
			typed.put(field.name(), List.of(HOSTILE));
			typed.put(field.unit(), List.of(HOSTILE));
			List<Problem> problems = List.of(Problem.at(field.name(), "form.entry", HOSTILE));
			for (boolean changing : List.of(true, false)) {
				String page = render(this.model, typed, problems,
						Map.of("changing", changing, "suggestions", Map.of(field.name(), List.of(HOSTILE))));
				assertThat(page).contains("&lt;script&gt;").doesNotContain("<script").doesNotContain("49");
			}
		}
	}

	@Test
	void neverShowsASecret() {
		String page = render(this.model, Map.of("password", List.of("hunter2")), List.of(), Map.of());
		assertThat(page).doesNotContain("hunter2");
	}

	@Test
	void offersWhatCanBeChosen() {
		String page = render(this.model, Map.of(), List.of(),
				Map.of("suggestions", Map.of("team", List.of("payments", "search"), "person", List.of())));
		assertThat(field(page, "team")).contains("list=\"field-team-list\"")
			.contains("<datalist id=\"field-team-list\">")
			.contains("<option value=\"search\"></option>");
		assertThat(field(page, "person")).doesNotContain("list");
	}

	@Test
	void tellsTheScriptOfConditions() {
		String page = render(FormModel.of(Conditional.class), Map.of(), List.of(), Map.of());
		assertThat(tag(page, "data-field=\"audience\"")).contains("data-when=\"visibility\"")
			.contains("data-is=\"INTERNAL\"");
		assertThat(tag(page, "data-field=\"visibility\"")).doesNotContain("data-when");
	}

	@Test
	void showsFixedFieldsOfAChangeAsText() {
		Map<String, List<String>> input = Everything.INPUT;
		String page = render(this.model, input, List.of(), Map.of("changing", true));
		assertThat(field(page, "name")).contains("<data value=\"api\">api</data>").doesNotContain("<input");
		assertThat(field(page, "person")).contains("<input");
	}

	@Test
	void showsAFixedDurationInWords() {
		String page = render(this.model.settled(), Everything.INPUT, List.of(), Map.of("changing", true));
		assertThat(field(page, "lifetime")).containsPattern(">\\d+ (hours?|days?)</data>").doesNotContain("<input");
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "ru" })
	void showsAFilledFormAgain(String language) {
		this.engine.clearTemplateCache();
		String page = render(this.model, Everything.INPUT, List.of(), Map.of(), Locale.of(language));
		assertThat(field(page, "reason")).contains(">first\nsecond</textarea>");
		assertThat(field(page, "members")).contains(">anna\nboris</textarea>");
		assertThat(tag(page, "value=\"XL\"")).contains("selected");
		assertThat(tag(page, "value=\"hours\"")).contains("selected");
		assertThat(tag(page, "id=\"field-urgent\"")).contains("checked");
		assertThat(page).contains(language.equals("ru") ? "(необязательно)" : "(optional)");
	}

	private String render(FormModel model, Map<String, List<String>> input, List<Problem> problems,
			Map<String, Object> more) {
		return render(model, input, problems, more, Locale.ENGLISH);
	}

	private String render(FormModel model, Map<String, List<String>> input, List<Problem> problems,
			Map<String, Object> more, Locale locale) {
		Map<String, Object> variables = new HashMap<>(more);
		variables.putAll(Map.of("model", model, "input", input, "problems", problems, "type", "sample",
				ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
				new ThymeleafEvaluationContext(this.beans, null)));
		return this.engine.process(PAGE, new Context(locale, variables));
	}

	private static String field(String page, String name) {
		String from = page.substring(page.indexOf("data-field=\"" + name + "\""));
		int next = from.indexOf("data-field=", 1);
		return (next > 0) ? from.substring(0, next) : from;
	}

	private static String tag(String page, String attribute) {
		int at = page.indexOf(attribute);
		assertThat(at).as(attribute).isPositive();
		return page.substring(page.lastIndexOf('<', at), page.indexOf('>', at));
	}

	private static SpringTemplateEngine engine() {
		ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
		files.setPrefix("templates/");
		files.setSuffix(".html");
		files.setCharacterEncoding("UTF-8");
		files.setCheckExistence(true);
		files.setOrder(1);
		StringTemplateResolver page = new StringTemplateResolver();
		page.setOrder(2);
		SpringTemplateEngine engine = new SpringTemplateEngine();
		engine.addTemplateResolver(files);
		engine.addTemplateResolver(page);
		engine.setTemplateEngineMessageSource(new Messages());
		return engine;
	}

	/** The portal's messages, and keys in brackets for the labels of the sample. */
	private static final class Messages extends AbstractMessageSource {

		private final MessageSource portal = PortalMessages.read();

		@Override
		protected @Nullable String getMessageInternal(@Nullable String code, Object @Nullable [] arguments,
				@Nullable Locale locale) {
			if (code.equals("sample.team.help")) {
				return "Help for a team";
			}
			if (code.startsWith("sample.")) {
				return code.endsWith(".help") ? null : "[" + code + "]";
			}
			return this.portal.getMessage(code, arguments, locale);
		}

		@Override
		protected java.text.@Nullable MessageFormat resolveCode(String code, Locale locale) {
			return null;
		}

	}

}
