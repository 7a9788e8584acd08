package io.gatehouse.request.form;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.WrongLines;
import io.gatehouse.request.Text;
import io.gatehouse.request.form.FieldModel.Kind;

/** Reads what was typed into one field. */
final class Reader {

	private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");

	private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

	private final FieldModel field;

	private final Class<?> type;

	private final Files files;

	Reader(FieldModel field, Class<?> type, Files files) {
		this.field = field;
		this.type = type;
		this.files = files;
	}

	Read read(List<String> typed, List<String> units) {
		if (this.field.kind() == Kind.LIST) {
			return list(typed);
		}
		if (typed.size() > 1 || units.size() > 1) {
			return Read.wrong("form.repeated");
		}
		String one = typed.isEmpty() ? "" : typed.getFirst();
		return (this.field.kind() == Kind.SECRET) ? secret(one) : single(one, units);
	}

	private Read list(List<String> typed) {
		TypedLines lines = TypedLines.of(typed);
		List<String> entries = lines.entries();
		long most = Objects.requireNonNullElse(this.field.max(), (long) Constraints.LIST_ENTRIES);
		if (entries.size() > Math.max(most, Constraints.LIST_ENTRIES)) {
			return Read.wrong("form.too-many", most, entries.size());
		}
		WrongLines wrong = new WrongLines(this.field.name());
		for (int i = 0; i < entries.size(); i++) {
			String entry = entries.get(i);
			if (!Characters.clean(entry, false)) {
				wrong.add(lines.line(i + 1), Text.of("form.characters"));
			}
			else if (entry.length() > Constraints.TEXT_LENGTH) {
				wrong.add(lines.line(i + 1),
						Text.of("form.entry-too-long", Constraints.TEXT_LENGTH, Text.shortened(entry)));
			}
		}
		List<Problem> problems = wrong.problems();
		return problems.isEmpty() ? Read.value(entries) : new Read.WrongLines(problems);
	}

	// Taken as it is: a blank or a letter changed is another secret.
	private Read secret(String typed) {
		if (typed.isEmpty()) {
			return Read.NOTHING;
		}
		if (!Characters.clean(typed, false)) {
			return Read.wrong("form.characters");
		}
		if (tooLong(typed)) {
			return Read.wrong("form.too-long", limit(), typed.length());
		}
		// What looks like a handle would be taken for one: somebody else's secret.
		return Secrets.handle(this.field.name(), typed) ? Read.wrong("form.handle") : Read.value(typed);
	}

	private Read single(String typed, List<String> units) {
		boolean multiline = this.field.kind().multiline();
		String text = Characters.normal(multiline ? Characters.lines(typed) : typed);
		if (!Characters.clean(text, multiline)) {
			return Read.wrong("form.characters");
		}
		if (tooLong(text)) {
			return Read.wrong("form.too-long", limit(), text.length());
		}
		if (text.isEmpty()) {
			return (this.field.kind() == Kind.BOOLEAN) ? Read.value(false) : Read.NOTHING;
		}
		return switch (this.field.kind()) {
			case TEXT, LONG, PERSON, TEAM, PROJECT, SECRET, LIST -> Read.value(text);
			case NUMBER -> number(text);
			case BOOLEAN -> bool(text);
			case CHOICE -> choice(text);
			case DATE -> date(text);
			case FILE -> this.files.find(text).map(Read::value).orElseGet(() -> Read.wrong("form.upload-gone"));
			case DURATION -> duration(text, units.isEmpty() ? "" : Characters.normal(units.getFirst()));
		};
	}

	// Below the usual limit the field's own constraint speaks, perhaps in its own words;
	// above it no regular expression may get to see the text.
	private boolean tooLong(String text) {
		int usual = (this.field.kind() == Kind.LONG) ? Constraints.LONG_LENGTH : Constraints.TEXT_LENGTH;
		return text.length() > Math.max(limit(), usual);
	}

	private int limit() {
		return Objects.requireNonNullElse(this.field.maxLength(), Constraints.TEXT_LENGTH);
	}

	private Read number(String text) {
		if (!WHOLE_NUMBER.matcher(text).matches()) {
			return Read.wrong("form.number");
		}
		boolean small = this.type == int.class || this.type == Integer.class;
		long least = small ? Integer.MIN_VALUE : Long.MIN_VALUE;
		long most = small ? Integer.MAX_VALUE : Long.MAX_VALUE;
		BigInteger number = new BigInteger(text);
		if (number.compareTo(BigInteger.valueOf(most)) > 0) {
			return Read.wrong("form.too-big", Objects.requireNonNullElse(this.field.max(), most));
		}
		if (number.compareTo(BigInteger.valueOf(least)) < 0) {
			return Read.wrong("form.too-small", Objects.requireNonNullElse(this.field.min(), least));
		}
		return small ? Read.value(number.intValue()) : Read.value(number.longValue());
	}

	private Read bool(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true", "on", "yes" -> Read.value(true);
			case "false", "off", "no" -> Read.value(false);
			default -> Read.wrong("form.boolean");
		};
	}

	private Read choice(String text) {
		return Arrays.stream(this.type.getEnumConstants())
			.filter((option) -> ((Enum<?>) option).name().equals(text))
			.findFirst()
			.map(Read::value)
			.orElseGet(() -> Read.wrong("form.choice", String.join(", ", this.field.options())));
	}

	private Read date(String text) {
		try {
			LocalDate date = LocalDate.parse(text);
			return (date.getYear() < 1 || date.getYear() > 9999) ? Read.wrong("form.date") : Read.value(date);
		}
		catch (DateTimeParseException ex) {
			return Read.wrong("form.date");
		}
	}

	private Read duration(String text, String unit) {
		if (COUNT.matcher(text).matches()) {
			return Arrays.stream(Durations.Unit.values())
				.filter((one) -> one.parameter().equals(unit.isEmpty() ? "days" : unit))
				.findFirst()
				.map((one) -> bounded(one.times(Long.parseLong(text))))
				.orElseGet(() -> Read.wrong("form.unit"));
		}
		if (WHOLE_NUMBER.matcher(text).matches() && !text.startsWith("-")) {
			return bounded(Durations.LONGEST.plusDays(1));
		}
		try {
			return bounded(Duration.parse(text));
		}
		catch (DateTimeParseException | ArithmeticException ex) {
			return Read.wrong("form.duration");
		}
	}

	private Read bounded(Duration duration) {
		if (duration.isNegative()) {
			return Read.wrong("form.duration");
		}
		if (duration.compareTo(Durations.LONGEST) <= 0) {
			return Read.value(duration);
		}
		Duration most = (this.field.max() != null) ? Duration.ofSeconds(this.field.max()) : Durations.LONGEST;
		return new Read.Wrong(Violations.atMost(most));
	}

}
