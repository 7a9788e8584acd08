package io.gatehouse.request.form;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.gatehouse.request.Field;
import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.SecretStore;
import io.gatehouse.request.Text;
import io.gatehouse.request.form.Samples.Conditional;
import io.gatehouse.request.form.Samples.Either;
import io.gatehouse.request.form.Samples.Everything;
import io.gatehouse.request.form.Samples.Range;
import io.gatehouse.request.form.Samples.Size5;
import io.gatehouse.request.form.Samples.Visibility;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class FormsTests {

	private final Forms forms = Samples.forms();

	private final FormModel everything = FormModel.of(Everything.class);

	@Test
	void needsOneOfSeveralFields() {
		FormModel either = FormModel.of(Either.class);
		Upload file = new Upload("7", "list.txt", 3, "", 1);
		Files files = (id) -> Optional.of(file).filter((one) -> one.id().equals(id));
		assertThat(this.forms.bind(either, Samples.input("entries=\n", "file=")).problems())
			.containsExactly(Problem.at("entries", "form.any-of", "entries", "file"));
		assertThat(this.forms.bind(either, Samples.input("entries=a")).valid()).isTrue();
		assertThat(this.forms.bind(either, Samples.input("file=7"), files).valid()).isTrue();
		// What is wrong with one of them is told, and not that it is missing.
		assertThat(this.forms.bind(either, Samples.input("file=8"), files).problems())
			.containsExactly(Problem.at("file", "form.upload-gone"));
	}

	@Test
	void namesTheLinesOfAListThatAreWrong() {
		FormModel either = FormModel.of(Either.class);
		String typed = "a\n\na\n"
				+ IntStream.range(0, 7).mapToObj((number) -> "longer" + number).collect(Collectors.joining("\n"));
		assertThat(this.forms.bind(either, Samples.input("entries=" + typed)).problems()).extracting(Problem::line)
			.containsExactly(4, 5, 6, 7, 8, 0);
		List<Problem> problems = this.forms.bind(either, Samples.input("entries=a\n\n" + "x".repeat(10_000)))
			.problems();
		assertThat(problems).singleElement().satisfies((problem) -> {
			assertThat(problem.line()).isEqualTo(3);
			assertThat(problem.text().arguments()).last().asString().hasSize(80).endsWith("…");
		});
	}

	@Test
	void tellsTheLineOfAnEntryAsItWasTyped() {
		FormModel either = FormModel.of(Either.class);
		Bound bound = this.forms.bind(either, Samples.input("entries=a\n\na\nb"));
		assertThat(bound.asTyped(new Problem("entries", 2, Text.of("form.entry", "b")), either).line()).isEqualTo(4);
		assertThat(bound.asTyped(Problem.at("entries", "form.entry", "b"), either).line()).isZero();
	}

	@Test
	void givesWhatIsRightOfAFormThatIsNotWhole() {
		Bound bound = this.forms.bind(this.everything, Samples.input("name=api", "replicas=many", "members=anna"));
		assertThat(bound.valid()).isFalse();
		assertThat(bound.filled()).contains("name", "members").doesNotContain("replicas", "visibility", "person");
		assertThat(((Everything) bound.partial()).name()).isEqualTo("api");
		assertThat(((Everything) bound.partial()).replicas()).isZero();
	}

	@Test
	void bindsEveryKind() {
		assertThat(everything()).isEqualTo(new Everything("api", "first\nsecond", 3, 12345678901L, true,
				Visibility.INTERNAL, Size5.XL, LocalDate.of(2999, 12, 31), Duration.ofHours(36),
				List.of("anna", "boris"), "anna", "payments", "payments/api", " pässword "));
	}

	@Test
	void bindsNothingToNothing() {
		assertThat(bind("name=api", "replicas=1", "visibility=PRIVATE", "lifetime=1").form())
			.isEqualTo(new Everything("api", null, 1, null, false, Visibility.PRIVATE, null, null, Duration.ofDays(1),
					List.of(), null, null, null, null));
	}

	@Test
	void bindsComponentsOnly() {
		Bound bound = this.forms.bind(FormModel.of(Range.class), Samples.input("from=1", "to=2", "_csrf=x", "_from=on",
				"small=false", "class.name=x", "from.unit=days"));
		assertThat(bound.form()).isEqualTo(new Range(1, 2));
		assertThat(bound.input()).containsOnlyKeys("from", "to");
	}

	@Test
	void tidiesText() {
		Bound bound = changed("person", "\u00a0\t  Zoe\u0308 \ufeff\n");
		assertThat(((Everything) form(bound)).person()).isEqualTo("Zo\u00eb");
	}

	@Test
	void keepsLinesOfLongText() {
		assertThat(((Everything) form(changed("reason", " a\r\nb\rc\u2028d \n"))).reason()).isEqualTo("a\nb\nc\nd");
	}

	@Test
	void readsAListFromLinesAndFromRepeatedParameters() {
		assertThat(((Everything) form(changed("members", " b\r\n\r\n a ", "b", "", "c"))).members())
			.containsExactly("b", "a", "c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\u0000b", "a\u202Eb", "a\u2066b", "a\u200Fb", "a\u001Bb", "a\nb", "a\tb", "a\uD800",
			"\uDC00a", "a\u2029b", "a\u200Bb", "a\u0085b" })
	void refusesWhatCanNotBeSeenAndTakesItOut(String typed) {
		Bound bound = changed("person", typed);
		assertThat(Samples.problems(bound, "person")).containsExactly(Text.of("form.characters"));
		assertThat(bound.problems()).hasSize(1);
		Bound again = this.forms.bind(this.everything, Samples.with(bound.input(), "password"));
		assertThat(again.valid()).isTrue();
	}

	@Test
	void refusesWhatCanNotBeSeenInLinesToo() {
		assertThat(Samples.problems(changed("reason", "a\n\u202Eb"), "reason"))
			.containsExactly(Text.of("form.characters"));
		assertThat(Samples.problems(changed("members", "a\nb\u0000c"), "members"))
			.containsExactly(Text.of("form.characters"));
		assertThat(Samples.problems(changed("password", "12345678\u0007"), "password"))
			.containsExactly(Text.of("form.characters"));
	}

	@Test
	void keepsEmoji() {
		String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \u2764\uFE0F";
		assertThat(((Everything) form(changed("person", family))).person()).isEqualTo(family);
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "reason", "replicas", "urgent", "visibility", "day", "lifetime", "lifetime.unit",
			"person", "password" })
	void refusesRepeatedParametersOfOneValue(String parameter) {
		String field = parameter.replace(".unit", "");
		Bound bound = changed(parameter, "days", "days");
		assertThat(Samples.problems(bound, field)).containsExactly(Text.of("form.repeated"));
		assertThat(bound.form()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "name|''|form.required", "name|' '|form.required", "name|a|form.too-short[2, 1]",
					"name|abcdefghijklmnopqrstuvw|form.too-long[20, 23]", "name|A1|everything.letters[A1]",
					"replicas|''|form.required", "replicas|three|form.number", "replicas|1.5|form.number",
					"replicas|1e9|form.number", "replicas|0|form.too-small[1]", "replicas|10|form.too-big[9]",
					"replicas|99999999999999999999|form.too-big[9]", "replicas|-99999999999|form.too-small[1]",
					"budget|9223372036854775808|form.too-big[9223372036854775807]", "urgent|perhaps|form.boolean",
					"visibility|''|form.required", "visibility|PUBLIC|'form.choice[PRIVATE, INTERNAL]'",
					"visibility|private|'form.choice[PRIVATE, INTERNAL]'",
					"visibility|something else|'form.choice[PRIVATE, INTERNAL]'", "day|tomorrow|form.date",
					"day|2030-02-30|form.date", "day|+12030-02-28|form.date", "day|2000-01-01|form.future",
					"lifetime|''|form.required", "lifetime|soon|form.duration", "lifetime|-3|form.duration",
					"lifetime|1.5|form.duration", "lifetime|PT-3H|form.duration", "lifetime|P1M|form.duration",
					"lifetime|721|form.at-most.days[30]", "lifetime|999999999999|form.at-most.days[30]",
					"lifetime|P99999999D|form.at-most.days[30]", "lifetime|PT9999999999999999999H|form.duration",
					"lifetime|PT30M|form.at-least.hours[1]", "lifetime.unit|weeks|form.unit",
					"members|abcdefghijk|form.entry[abcdefghijk]", "password|short|form.too-short[8, 5]",
					"password|requests/8a6e/password|form.handle" })
	void saysOnceHowToMend(String parameter, String typed, String problem) {
		Bound bound = changed(parameter, typed);
		assertThat(bound.form()).isNull();
		assertThat(bound.problems()).hasSize(1);
		assertThat(Samples.problems(bound, parameter.replace(".unit", ""))).extracting(Text::toString)
			.containsExactly(problem);
	}

	@Test
	void countsTheEntriesOfAList() {
		assertThat(Samples.problems(changed("members", "a", "b", "c", "d"), "members"))
			.containsExactly(Text.of("form.too-many", 3, 4));
	}

	@Test
	void limitsWhatNothingElseLimits() {
		assertThat(Samples.problems(changed("person", "x".repeat(1_001)), "person"))
			.containsExactly(Text.of("form.too-long", 1_000, 1_001));
		assertThat(Samples.problems(changed("reason", "x".repeat(10_001)), "reason"))
			.containsExactly(Text.of("form.too-long", 10_000, 10_001));
		assertThat(changed("reason", "x".repeat(10_000)).valid()).isTrue();
	}

	@Test
	void tellsEachFieldsProblemInTheirOrder() {
		assertThat(this.forms.bind(this.everything, Map.of()).problems())
			.extracting((problem) -> problem.field() + " " + problem.text())
			.containsExactly("name form.required", "replicas form.required", "visibility form.required",
					"lifetime form.required");
	}

	@Test
	void takesTheWordsOfAConstraintOfItsOwn() {
		record Own(@NotBlank(message = "{own.missing}") @Size(max = 3, message = "{own.long}") String name,
				@Email String mail, @AssertTrue boolean agreed, @Pattern(regexp = "x{2}") String pattern,
				@Size(min = 3, message = "{own.secret}") @Field(kind = Field.Kind.SECRET) String secret) {
		}
		FormModel model = FormModel.of(Own.class);
		assertThat(this.forms.bind(model, Samples.input("mail=@", "pattern=x", "secret=!?")).problems())
			.extracting((problem) -> problem.text().toString())
			.containsExactly("own.missing[]", "form.email", "form.agree", "form.pattern[x{2}]", "own.secret[]");
		assertThat(this.forms.bind(model, Samples.input("name=long", "agreed=true")).problems())
			.extracting((problem) -> problem.text().toString())
			.containsExactly("own.long[long]");
	}

	@ParameterizedTest
	@CsvSource({ "3,,P3D", "3,days,P3D", "90,minutes,PT90M", "24,hours,P1D", "P3D,,P3D", "pt5h,minutes,PT5H" })
	void readsDurations(String number, String unit, Duration duration) {
		Map<String, List<String>> input = Samples.with(Everything.INPUT, "lifetime", number);
		input = (unit != null) ? Samples.with(input, "lifetime.unit", unit) : Samples.with(input, "lifetime.unit");
		assertThat(((Everything) form(this.forms.bind(this.everything, input))).lifetime()).isEqualTo(duration);
	}

	@Test
	void dropsWhatIsHiddenWithoutLookingAtIt() {
		FormModel model = FormModel.of(Conditional.class);
		Bound bound = this.forms.bind(model,
				Samples.input("visibility=PRIVATE", "audience=x\u0000", "announce=true", "hours=many"));
		assertThat(bound.form()).isEqualTo(new Conditional(Visibility.PRIVATE, null, false, 0));
		assertThat(this.forms.bind(model, Samples.input("visibility=INTERNAL", "audience=x")).problems())
			.extracting((problem) -> problem.field() + " " + problem.text())
			.containsExactly("audience form.too-short[3, 1]");
		assertThat(Samples.problems(this.forms.bind(model, Samples.input("visibility=INTERNAL")), "audience"))
			.containsExactly(Text.of("form.required"));
	}

	@Test
	void hidesWhatDependsOnWhatIsHidden() {
		FormModel model = FormModel.of(Conditional.class);
		String[] shown = { "visibility=INTERNAL", "audience=all", "announce=true", "hours=4" };
		assertThat(this.forms.bind(model, Samples.input(shown)).form())
			.isEqualTo(new Conditional(Visibility.INTERNAL, "all", true, 4));
		shown[0] = "visibility=PRIVATE";
		assertThat(this.forms.bind(model, Samples.input(shown)).form())
			.isEqualTo(new Conditional(Visibility.PRIVATE, null, false, 0));
	}

	@Test
	void doesNotAskForWhatDependsOnAMistake() {
		assertThat(this.forms.bind(FormModel.of(Conditional.class), Samples.input("visibility=?")).problems())
			.hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "13,20,form.refused", "14,20,range.unlucky", "3,2,range.order", "3,2000,form.refused" })
	void tellsWhatTheRecordRefusesOfTheWhole(String from, String to, String key) {
		Bound bound = this.forms.bind(FormModel.of(Range.class), Samples.input("from=" + from, "to=" + to));
		assertThat(bound.form()).isNull();
		assertThat(bound.problems()).hasSize(1);
		assertThat(Samples.problems(bound, "")).containsExactly(Text.of(key));
	}

	@Test
	void keepsFixedFieldsInAChange() {
		Everything current = everything();
		for (Map<String, List<String>> input : List.of(Everything.INPUT,
				Samples.with(Everything.INPUT, "name", "another"), Samples.with(Everything.INPUT, "name", "a", "?"))) {
			Bound bound = this.forms.bind(this.everything, Samples.with(input, "replicas", "5"), current);
			assertThat(form(bound)).extracting("name", "replicas").containsExactly("api", 5);
			assertThat(bound.input()).containsEntry("name", List.of("api"));
		}
	}

	@Test
	void refusesTheFormOfAnotherTypeAsCurrent() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.forms.bind(this.everything, Map.of(), new Range(1, 2)));
	}

	@Test
	void keepsInputToShowItAgain() {
		Bound bound = changed("replicas", " three ");
		assertThat(bound.input()).containsEntry("replicas", List.of(" three "))
			.containsEntry("lifetime.unit", List.of("hours"))
			.containsEntry("members", List.of("anna\nboris"));
	}

	@Test
	void neverGivesASecretBack() {
		for (Bound bound : List.of(changed("replicas", "x"), changed("password", "\u0000pässword"),
				changed("password", "pässword", "pässword"), changed("replicas", "3"))) {
			assertThat(bound.input()).doesNotContainKey("password");
			assertThat(bound.toString()).doesNotContain("pässword");
			assertThat(bound.problems().toString()).doesNotContain("pässword");
		}
		assertThat(this.forms.input(everything())).doesNotContainKey("password");
		assertThat(this.forms.named(everything())).doesNotContainKey("password");
		assertThatIllegalStateException().isThrownBy(() -> this.forms.json(everything()))
			.withMessageContaining("password of")
			.withMessageNotContaining("pässword");
	}

	@Test
	void keepsSecretsInTheStore() {
		Kept store = new Kept();
		Everything kept = kept(store);
		assertThat(kept.password()).isEqualTo("requests/8a6e/password");
		assertThat(store.values).containsExactly(Map.entry("requests/8a6e/password", " pässword "));
		assertThat(this.forms.keepSecrets(this.everything, kept, "requests/9b7f", store)).isSameAs(kept);
		assertThat(store.values).hasSize(1);
	}

	@Test
	void leavesFormsWithoutSecretsAsTheyAre() {
		Range range = new Range(1, 2);
		assertThat(this.forms.keepSecrets(FormModel.of(Range.class), range, "requests/8a6e", new Kept()))
			.isSameAs(range);
	}

	@Test
	void keepsTheSecretOfAnAssetThatIsNotTypedAgain() {
		Everything current = kept(new Kept());
		Map<String, List<String>> untouched = Samples.with(Everything.INPUT, "password", "");
		assertThat(form(this.forms.bind(this.everything, untouched, current))).isEqualTo(current);
		assertThat(form(this.forms.bind(this.everything, Everything.INPUT, current))).extracting("password")
			.isEqualTo(" pässword ");
	}

	@Test
	void writesJsonInTheOrderOfTheComponents() {
		assertThat(this.forms.json(kept(new Kept()))).isEqualTo("""
				{"name":"api","reason":"first\\nsecond","replicas":3,"budget":12345678901,"urgent":true,\
				"visibility":"INTERNAL","size":"XL","day":"2999-12-31","lifetime":"PT36H",\
				"members":["anna","boris"],"person":"anna","team":"payments","project":"payments/api",\
				"password":"requests/8a6e/password"}""");
	}

	@Test
	void readsWhatItWrote() {
		Everything kept = kept(new Kept());
		assertThat(this.forms.record(Everything.class, this.forms.json(kept))).isEqualTo(kept);
		Everything empty = new Everything("", null, 0, null, false, Visibility.PRIVATE, null, null, Duration.ofNanos(1),
				List.of(), null, null, null, null);
		assertThat(this.forms.record(Everything.class, this.forms.json(empty))).isEqualTo(empty);
	}

	@Test
	void readsWhatAnOlderVersionWrote() {
		assertThat(this.forms.record(Everything.class, """
				{"gone": {"a": [1]}, "name": "api", "visibility": "PUBLIC", "day": "soon", "lifetime": 3,
				 "replicas": 99999999999, "members": "anna", "urgent": "yes", "budget": 1.5}""")).isEqualTo(
				new Everything("api", null, 0, null, false, null, null, null, null, List.of(), null, null, null, null));
	}

	@Test
	void givesTheInputThatMakesTheFormAgain() {
		Everything form = everything();
		Map<String, List<String>> again = Samples.with(this.forms.input(form), "password", form.password());
		assertThat(form(this.forms.bind(this.everything, again))).isEqualTo(form);
		assertThat(again).containsEntry("lifetime", List.of("36")).containsEntry("lifetime.unit", List.of("hours"));
	}

	@Test
	void tellsTitlesHowMuchThereIsOfAList() {
		assertThat(this.forms.titled(everything())).containsAllEntriesOf(this.forms.named(everything()))
			.containsEntry("membersCount", 2);
	}

	@Test
	void namesTheComponentsForMessages() {
		assertThat(this.forms.named(everything())).containsEntry("name", "api")
			.containsEntry("replicas", 3)
			.containsEntry("urgent", "true")
			.containsEntry("visibility", "INTERNAL")
			.containsEntry("day", "2999-12-31")
			.containsEntry("lifetime", "36 h")
			.containsEntry("members", "anna, boris");
		assertThat(this.forms.named(new Conditional(Visibility.PRIVATE, null, false, 0))).containsEntry("audience", "");
	}

	@Test
	void opensAFormWithItsPresets() {
		assertThat(this.forms.fresh(this.everything)).containsOnly(Map.entry("visibility", List.of("PRIVATE")),
				Map.entry("lifetime", List.of("7")), Map.entry("lifetime.unit", List.of("days")));
		record Short(@Field(value = "PT4H") Duration time) {
		}
		assertThat(this.forms.fresh(FormModel.of(Short.class))).containsOnly(Map.entry("time", List.of("4")),
				Map.entry("time.unit", List.of("hours")));
	}

	@Test
	void survivesParametersThatAreNull() {
		Map<String, List<String>> input = new HashMap<>(Everything.INPUT);
		input.put("reason", null);
		input.put("members", Arrays.asList(null, "a", null));
		assertThat(((Everything) form(this.forms.bind(this.everything, input))).members()).containsExactly("a");
	}

	@Test
	void tellsTheMostBasicOfAnAnnotationMadeOfOthers() {
		record Composed(@FormModelTests.Slug String path) {
		}
		FormModel model = FormModel.of(Composed.class);
		assertThat(Samples.problems(this.forms.bind(model, Map.of()), "path"))
			.containsExactly(Text.of("form.required"));
		assertThat(Samples.problems(this.forms.bind(model, Samples.input("path=" + "A".repeat(64))), "path"))
			.containsExactly(Text.of("form.too-long", 63, 64));
		assertThat(Samples.problems(this.forms.bind(model, Samples.input("path=A")), "path"))
			.containsExactly(Text.of("form.pattern", "[a-z-]+"));
	}

	@Test
	void worksWithTheValidatorsOfTheApplication() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
			.withUserConfiguration(Forms.class)
			.run((context) -> {
				Forms forms = context.getBean(Forms.class);
				assertThat(forms.bind(this.everything, Everything.INPUT).valid()).isTrue();
				assertThat(Samples.problems(forms.bind(this.everything, Samples.with(Everything.INPUT, "name", "A1")),
						"name"))
					.containsExactly(Text.of("everything.letters", "A1"));
			});
	}

	private Everything everything() {
		return (Everything) form(this.forms.bind(this.everything, Everything.INPUT));
	}

	private Everything kept(SecretStore store) {
		return (Everything) this.forms.keepSecrets(this.everything, everything(), "requests/8a6e", store);
	}

	private Bound changed(String parameter, String... values) {
		return this.forms.bind(this.everything, Samples.with(Everything.INPUT, parameter, values));
	}

	private Bound bind(String... parameters) {
		return this.forms.bind(this.everything, Samples.input(parameters));
	}

	private static Record form(Bound bound) {
		assertThat(bound.problems()).isEmpty();
		assertThat(bound.valid()).isTrue();
		return bound.form();
	}

	/** A store in memory. */
	private static final class Kept implements SecretStore {

		private final Map<String, String> values = new HashMap<>();

		@Override
		public void put(String path, Map<String, String> values, Map<String, String> labels) {
			this.values.put(path, new ArrayList<>(values.values()).getFirst());
		}

		@Override
		public Optional<Map<String, String>> labels(String path) {
			return Optional.ofNullable(this.values.get(path)).map((any) -> Map.of());
		}

		@Override
		public void remove(String path) {
			this.values.remove(path);
		}

	}

}
