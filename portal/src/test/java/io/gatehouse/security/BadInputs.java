package io.gatehouse.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.gatehouse.request.form.FieldModel;
import io.gatehouse.request.form.FormModel;
import io.gatehouse.security.BadInput.Envelope;
import io.gatehouse.security.BadInput.Field;

/** Makes forms that are sound but for a few things that are not. */
final class BadInputs {

	/** What no page may show as it is. */
	static final String MARK = "<q17";

	/** What comes of the expressions: no token has it by chance. */
	static final String COMPUTED = "62710561";

	private static final List<String> NASTY = List.of("", " ", "\u0000", "a\u0000b", "\r\n\r\n", "\u0007\u001b[31m",
			"\u007f\u0085", "\u202Egnp.exe", "\u2066a\u2069", "\u200Bpay\u200Bments", "\uFEFF", "\u2028",
			"\uFFFE\uFFFF", "\uD800", "\uDC00\uD800", "p\u0430yments", "\u0440\u0430ym\u0435nts", "\uFF50\uFF41\uFF59",
			"\u0131\u0130", "\uD83D\uDE00", "\uD83D\uDC69\u200D\uD83D\uDCBB", "a\u0301".repeat(300),
			"\uFDFA".repeat(600), "\u0661\u0662", "1e999999999", "0x10", "NaN", "-0", "9".repeat(400),
			"-" + "9".repeat(400), "9223372036854775808", "2147483648", "0.1", "1,5", "1_000", "PT1H", "null",
			"undefined", "true\u0000", "${7919*7919}", "#{7919*7919}", "*{7919*7919}", "__${7919*7919}__",
			"[[${7919*7919}]]", "~{fragments/layout}", "{0}", "{0,number}", "{form.required}", "'{'", "%s%n%x",
			"T(java.lang.Runtime).getRuntime()", "request.owner == 'dana'", "'; drop table service_request; --",
			"' or '1'='1", "\\'; --", "$$", "%00", "%2e%2e%2f", "../../etc/passwd", "..\\..\\", "file:///etc/passwd",
			"http://localhost:1/", "//evil.example", "javascript:alert(1)", "=1+1", "@SUM(A1)", "<!channel>",
			"*bold* `code`", "0.0.0.0/0", "::/0", "::ffff:192.0.2.1", "192.0.2.1/-1", "192.0.2.300", "192.0.2.0/33",
			"192.0.2.9-192.0.2.1", "fe80::1%eth0", "192.0.2.010", "-", ".", "..", "a.git", "a--b", "-a", "a-",
			"xn--p1ai", "kube-system", "CON", "__proto__", MARK + " onload=alert(1)>",
			"\"'>" + MARK + "><script>alert(1)</script>", "</textarea>" + MARK + ">", "<![CDATA[" + MARK + "]]>",
			"&lt;" + MARK + "&#x3c;");

	private static final List<String> UNKNOWN = List.of("owner", "state", "lifetime", "requester", "version", "number",
			"id", "class.module.classLoader.resources", "_method", "policy", "approvers", "verb", "asset", "type",
			"planHash", "endsAt", "madeBy", "_csrf", "%24%7Bx%7D", "", "[]", "a[b][c]", "\u0000", MARK + ">", "me",
			"page", "theme", "languages", "suggestions", "changing",
			"org.springframework.web.servlet.View.contentType");

	private static final List<String> OURS = List.of("_reason", "_touched", "_preview", "_secret", "submission");

	private final FormModel model;

	private final Random random;

	BadInputs(FormModel model, Random random) {
		this.model = model;
		this.random = random;
	}

	BadInput next() {
		List<Field> fields = new ArrayList<>();
		this.model.fields().forEach((field) -> sound(field, fields));
		for (int i = 1 + this.random.nextInt(3); i > 0; i--) {
			spoil(fields);
		}
		Envelope envelope = chance(5) ? any(List.of(Envelope.values())) : Envelope.FORM;
		return new BadInput(List.copyOf(fields), envelope);
	}

	private void sound(FieldModel field, List<Field> fields) {
		fields.add(new Field(field.name(), switch (field.kind()) {
			case CHOICE -> any(field.options());
			case BOOLEAN -> any(List.of("true", "false", ""));
			case DURATION, NUMBER -> Integer.toString(1 + this.random.nextInt(9));
			case PERSON -> any(List.of("dana", "denis", "mira", "otto"));
			case TEAM -> any(List.of("payments", "payments", "bad-" + this.random.nextInt(9)));
			case PROJECT -> any(List.of("teams/payments/ledger", "platform/libraries"));
			case LIST -> "203.0.113." + this.random.nextInt(256);
			case FILE -> "";
			default ->
				any(List.of("bad-" + this.random.nextInt(1_000), "198.51.100." + this.random.nextInt(256), "edge"));
		}));
		if (field.kind() == FieldModel.Kind.DURATION) {
			fields.add(new Field(field.unit(), any(List.of("minutes", "hours", "days"))));
		}
	}

	private void spoil(List<Field> fields) {
		int at = this.random.nextInt(fields.size());
		String name = fields.get(at).name();
		switch (this.random.nextInt(12)) {
			case 0 -> fields.remove(at);
			case 1 -> fields.add(new Field(name, nasty()));
			case 2 ->
				fields.add(0, new Field(name + any(List.of("[0]", "[]", ".x", ".name", "[0].a", ".unit")), nasty()));
			case 3 -> fields.add(new Field(any(UNKNOWN), nasty()));
			case 4 -> fields.add(new Field(any(OURS), nasty()));
			case 5 -> fields.add(new Field("_reason", nasty()));
			case 6 -> many(name, fields);
			default -> fields.set(at, new Field(name, nasty()));
		}
		if (fields.isEmpty()) {
			fields.add(new Field("_touched", nasty()));
		}
	}

	private void many(String name, List<Field> fields) {
		if (chance(3)) {
			int count = any(List.of(10, 100, 1_990, 2_500));
			for (int i = 0; i < count; i++) {
				fields.add(new Field(chance(2) ? name : "x" + i, Integer.toString(i)));
			}
		}
		else if (chance(10)) {
			fields.add(new Field(name, "a".repeat(any(List.of(100_000, 1_900_000, 2_200_000)))));
		}
		else {
			fields.add(new Field(name, any(NASTY) + "\n" + any(NASTY)));
		}
	}

	private String nasty() {
		return switch (this.random.nextInt(8)) {
			case 0 -> any(NASTY) + any(NASTY);
			case 1 -> any(NASTY).repeat(1 + this.random.nextInt(50));
			case 2 -> anything();
			case 3 -> "bad-" + any(NASTY);
			default -> any(NASTY);
		};
	}

	private String anything() {
		StringBuilder text = new StringBuilder(MARK).append('>');
		for (int i = this.random.nextInt(30); i > 0; i--) {
			text.append((char) this.random.nextInt(chance(2) ? 0x80 : Character.MAX_VALUE + 1));
		}
		return text.toString();
	}

	private boolean chance(int oneOf) {
		return this.random.nextInt(oneOf) == 0;
	}

	private <T> T any(List<T> all) {
		return all.get(this.random.nextInt(all.size()));
	}

}
