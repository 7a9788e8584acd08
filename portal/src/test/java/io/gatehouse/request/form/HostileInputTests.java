package io.gatehouse.request.form;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.gatehouse.request.form.Samples.Conditional;
import io.gatehouse.request.form.Samples.Everything;
import io.gatehouse.request.form.Samples.Range;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is sent, the answer is a form or a problem. */
class HostileInputTests {

	private static final List<Class<? extends Record>> TYPES = List.of(Everything.class, Conditional.class,
			Range.class);

	private static final List<String> NASTY = List.of("", " ", "\u0000", "\uD800", "\uDC00", "\uDC00\uD800", "\u202E",
			"\u2028", "\uFFFF", "\uD83D\uDE00", "a\u0301".repeat(500), "\uFDFA".repeat(900), "-", "+", "-0",
			"1e999999999", "0x10", "NaN", "Infinity", "9".repeat(999), "-" + "9".repeat(999), "P", "PT",
			"P9223372036854775807D", "PT0.000000001S", "-P1D", "+999999999-12-31", "-999999999-01-01", "0000-01-01",
			"2024-02-30", "null", "${7*7}", "#{x}", "{form.required}", "*{T(java.lang.Runtime)}", "__${1}__",
			"'; drop table x; --", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "%00",
			"../../etc/passwd", "\r\n\r\n", "\u0130", "\u0661\u0662");

	private final Forms forms = Samples.forms();

	@Test
	void answersEveryNastyValueInEveryField() {
		for (String name : parameters(Everything.class)) {
			for (String value : NASTY) {
				answers(Everything.class, Samples.with(Everything.INPUT, name, value));
			}
		}
	}

	@Test
	void answersRandomInput() {
		Random random = new Random(20260101);
		for (int round = 0; round < 3_000; round++) {
			Class<? extends Record> type = TYPES.get(random.nextInt(TYPES.size()));
			Map<String, List<String>> input = new LinkedHashMap<>();
			for (String name : parameters(type)) {
				if (random.nextInt(4) > 0) {
					input.put(name, values(random));
				}
			}
			answers(type, input);
		}
	}

	@Test
	void answersHugeValuesQuickly() {
		long start = System.nanoTime();
		for (String piece : List.of("a", " ", "9", "\n", "a\n", "\u202E", "\uD83D\uDE00", "\uFDFA", "a ")) {
			String huge = piece.repeat(1_000_000 / piece.length());
			for (String name : parameters(Everything.class)) {
				answers(Everything.class, Samples.with(Everything.INPUT, name, huge));
			}
		}
		assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(60);
	}

	@Test
	void answersManyParameters() {
		Map<String, List<String>> input = new HashMap<>(Everything.INPUT);
		for (int i = 0; i < 10_000; i++) {
			input.put("name" + i, List.of("x"));
		}
		assertThat(answers(Everything.class, input).valid()).isTrue();
		for (String name : parameters(Everything.class)) {
			answers(Everything.class, with(name, Collections.nCopies(10_000, "1")));
		}
		List<String> numbered = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			numbered.add("entry " + i);
		}
		assertThat(Samples.problems(answers(Everything.class, with("members", numbered)), "members")).hasSize(1);
	}

	private static Map<String, List<String>> with(String name, List<String> values) {
		return Samples.with(Everything.INPUT, name, values.toArray(String[]::new));
	}

	private Bound answers(Class<? extends Record> type, Map<String, List<String>> input) {
		FormModel model = FormModel.of(type);
		Bound bound = this.forms.bind(model, input);
		assertThat(bound.valid()).isEqualTo(bound.problems().isEmpty());
		assertThat(bound.problems()).filteredOn((problem) -> problem.line() == 0)
			.extracting("field")
			.doesNotHaveDuplicates();
		assertThat(bound.problems()).filteredOn((problem) -> problem.line() > 0).hasSizeLessThan(10);
		assertThat(bound.input()).doesNotContainKey("password");
		bound.problems().forEach((problem) -> assertThat(problem.text().toString()).hasSizeLessThan(2_000));
		if (bound.form() != null) {
			storable(model, bound.form());
		}
		return bound;
	}

	// PostgreSQL's jsonb takes neither NUL nor half of a pair.
	private void storable(FormModel model, Record form) {
		Record kept = this.forms.keepSecrets(model, form, "requests/1", new Forgetful());
		String json = this.forms.json(kept);
		assertThat(json).doesNotContain("\\u0000");
		assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(json);
		assertThat(this.forms.record(model.type(), json)).isEqualTo(kept);
		assertThat(this.forms.bind(model, this.forms.input(kept), kept).form()).isEqualTo(kept);
	}

	private static List<String> parameters(Class<? extends Record> type) {
		List<String> parameters = new ArrayList<>();
		for (FieldModel field : FormModel.of(type).fields()) {
			parameters.add(field.name());
			parameters.add(field.unit());
		}
		return parameters;
	}

	private static List<String> values(Random random) {
		List<String> values = new ArrayList<>();
		for (int i = random.nextInt(8) == 0 ? random.nextInt(5) : 1; i > 0; i--) {
			values.add(switch (random.nextInt(4)) {
				case 0 -> NASTY.get(random.nextInt(NASTY.size()));
				case 1 -> String.valueOf(random.nextInt(-5, 40));
				case 2 -> List.of("true", "INTERNAL", "all", "XL", "api", "hours", "2999-01-01").get(random.nextInt(7));
				default -> random(random);
			});
		}
		return values;
	}

	private static String random(Random random) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(30); i > 0; i--) {
			text.append((char) random.nextInt(Character.MAX_VALUE + 1));
		}
		return text.toString();
	}

}
