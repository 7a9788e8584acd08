package io.gatehouse.request.form;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.WrongLines;
import io.gatehouse.request.Text;
import io.gatehouse.request.form.FieldModel.Kind;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** What Bean Validation found, in words that say how to mend it. */
final class Violations {

	private static final Pattern OWN_KEY = Pattern
		.compile("\\{(?!jakarta\\.validation\\.|org\\.hibernate\\.validator\\.)([\\w.-]+)}");

	private Violations() {
	}

	/** The most basic of a field's violations: one mistake is told once. */
	static Optional<Text> first(FieldModel field, Set<? extends ConstraintViolation<?>> violations) {
		return violations.stream()
			.min(Comparator.<ConstraintViolation<?>>comparingInt(Violations::rank)
				.thenComparing((violation) -> text(field, violation).toString()))
			.map((violation) -> text(field, violation));
	}

	private static int rank(ConstraintViolation<?> violation) {
		return switch (annotation(violation)) {
			case NotNull any -> 0;
			case NotBlank any -> 0;
			case NotEmpty any -> 0;
			case Size any -> 1;
			case jakarta.validation.constraints.Pattern any -> 2;
			case Email any -> 2;
			default -> annotation(violation).annotationType().getPackage() == Size.class.getPackage() ? 1 : 3;
		};
	}

	private static Annotation annotation(ConstraintViolation<?> violation) {
		return violation.getConstraintDescriptor().getAnnotation();
	}

	private static Text text(FieldModel field, ConstraintViolation<?> violation) {
		String invalid = (field.kind() == Kind.SECRET) ? "" : Text.shortened(Shown.plain(violation.getInvalidValue()));
		String own = ownKey(violation.getMessageTemplate());
		if (own != null) {
			return Text.of(own, invalid);
		}
		return ofEntry(violation.getPropertyPath()) ? Text.of("form.entry", invalid)
				: text(annotation(violation), violation.getInvalidValue());
	}

	/** The key in a message such as <code>{project.path.taken}</code>. */
	static @Nullable String ownKey(@Nullable String message) {
		Matcher matcher = OWN_KEY.matcher((message != null) ? message : "");
		return matcher.matches() ? matcher.group(1) : null;
	}

	/**
	 * What is wrong with entries of a list, where nothing is with the list itself.
	 * @param lines on which the entries stand
	 */
	static List<Problem> ofEntries(FieldModel field, Set<? extends ConstraintViolation<?>> violations,
			TypedLines lines) {
		Map<Integer, ConstraintViolation<?>> byEntry = new TreeMap<>();
		for (ConstraintViolation<?> violation : violations) {
			int entry = entry(violation.getPropertyPath());
			if (entry < 0) {
				return List.of();
			}
			byEntry.merge(entry, violation, (one, other) -> (rank(other) < rank(one)) ? other : one);
		}
		WrongLines wrong = new WrongLines(field.name());
		byEntry.forEach((entry, violation) -> wrong.add(lines.line(entry + 1), text(field, violation)));
		return wrong.problems();
	}

	private static boolean ofEntry(Path path) {
		return entry(path) >= 0;
	}

	/** Counted from 0; -1 where it is of none. */
	private static int entry(Path path) {
		for (Path.Node node : path) {
			if (node.getKind() == ElementKind.CONTAINER_ELEMENT) {
				return (node.getIndex() != null) ? node.getIndex() : 0;
			}
		}
		return -1;
	}

	private static Text text(Annotation constraint, @Nullable Object invalid) {
		return switch (constraint) {
			case NotNull any -> Text.of("form.required");
			case NotBlank any -> Text.of("form.required");
			case NotEmpty any -> Text.of("form.required");
			case Size size when invalid instanceof Collection<?> entries ->
				(entries.size() > size.max()) ? Text.of("form.too-many", size.max(), entries.size())
						: Text.of("form.too-few", size.min(), entries.size());
			case Size size when invalid instanceof CharSequence text ->
				(text.length() > size.max()) ? Text.of("form.too-long", size.max(), text.length())
						: Text.of("form.too-short", size.min(), text.length());
			case Min min -> Text.of("form.too-small", min.value());
			case DecimalMin min -> Text.of("form.too-small", min.value());
			case Positive any -> Text.of("form.too-small", 1);
			case PositiveOrZero any -> Text.of("form.too-small", 0);
			case Max max -> Text.of("form.too-big", max.value());
			case DecimalMax max -> Text.of("form.too-big", max.value());
			case Negative any -> Text.of("form.too-big", -1);
			case NegativeOrZero any -> Text.of("form.too-big", 0);
			case Future any -> Text.of("form.future");
			case FutureOrPresent any -> Text.of("form.future-or-today");
			case Past any -> Text.of("form.past");
			case PastOrPresent any -> Text.of("form.past-or-today");
			case DurationMin min -> atLeast(Durations.of(min));
			case DurationMax max -> atMost(Durations.of(max));
			case jakarta.validation.constraints.Pattern pattern -> Text.of("form.pattern", pattern.regexp());
			case Email any -> Text.of("form.email");
			case AssertTrue any -> Text.of("form.agree");
			default -> Text.of("form.invalid");
		};
	}

	static Text atMost(Duration most) {
		Durations.Unit unit = Durations.Unit.of(most);
		return Text.of("form.at-most." + unit.parameter(), unit.count(most));
	}

	// Seconds are rounded up, for a minute less would be refused again.
	static Text atLeast(Duration least) {
		Durations.Unit unit = Durations.Unit.of(least);
		long count = unit.count(least);
		return Text.of("form.at-least." + unit.parameter(), unit.times(count).equals(least) ? count : count + 1);
	}

	/** What is said of the form as a whole: all that does not concern a component. */
	static List<Text> ofForm(FormModel model, Set<? extends ConstraintViolation<?>> violations) {
		return violations.stream()
			.filter((violation) -> model.fields()
				.stream()
				.noneMatch((field) -> field.name().equals(violation.getPropertyPath().iterator().next().getName())))
			.map((violation) -> refused(violation.getMessageTemplate()))
			.distinct()
			.sorted(Comparator.comparing(Text::key))
			.toList();
	}

	static Text refused(@Nullable String message) {
		String own = ownKey(message);
		return Text.of((own != null) ? own : "form.refused");
	}

}
