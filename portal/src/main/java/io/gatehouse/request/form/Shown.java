package io.gatehouse.request.form;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.form.FieldModel.Kind;
import org.jspecify.annotations.Nullable;

/** Values of fields as text: as they would be typed, and as messages name them. */
final class Shown {

	private Shown() {
	}

	/** What would be typed to get the value; never a secret, nothing for nothing. */
	static Map<String, List<String>> typed(FieldModel field, @Nullable Object value) {
		if (value == null || field.kind() == Kind.SECRET) {
			return Map.of();
		}
		return switch (value) {
			case Boolean checked -> checked ? Map.of(field.name(), List.of("true")) : Map.of();
			case Duration duration -> duration(field, duration);
			case Upload upload -> Map.of(field.name(), List.of(upload.id()), field.fileName(), List.of(upload.name()));
			case List<?> entries ->
				entries.isEmpty() ? Map.of() : Map.of(field.name(), entries.stream().map(String::valueOf).toList());
			default -> Map.of(field.name(), List.of(plain(value)));
		};
	}

	private static Map<String, List<String>> duration(FieldModel field, Duration duration) {
		Durations.Unit unit = Durations.Unit.of(duration);
		if (!unit.times(unit.count(duration)).equals(duration)) {
			return Map.of(field.name(), List.of(duration.toString()));
		}
		return Map.of(field.name(), List.of(String.valueOf(unit.count(duration))), field.unit(),
				List.of(unit.parameter()));
	}

	/** What a new form holds. */
	static Map<String, List<String>> fresh(FieldModel field) {
		Map<String, List<String>> fresh = new LinkedHashMap<>();
		if (!field.preset().isEmpty()) {
			fresh.put(field.name(), List.of(field.preset()));
		}
		if (field.kind() != Kind.DURATION) {
			return fresh;
		}
		fresh.put(field.unit(), List.of(Durations.Unit.DAYS.parameter()));
		if (field.preset().startsWith("P")) {
			fresh.putAll(duration(field, Duration.parse(field.preset())));
		}
		return fresh;
	}

	/** The value as one line of plain text; empty where there is none. */
	static String plain(@Nullable Object value) {
		return switch (value) {
			case null -> "";
			case Enum<?> option -> option.name();
			default -> Objects.toString(value);
		};
	}

	/** As {@link #plain}; numbers stay such, so that messages can count them. */
	static Object named(@Nullable Object value) {
		return switch (value) {
			case Number number -> number;
			case List<?> entries -> String.join(", ", entries.stream().map(String::valueOf).toList());
			case Duration duration when Durations.Unit.of(duration) instanceof Durations.Unit unit
					&& unit.times(unit.count(duration)).equals(duration) ->
				unit.count(duration) + " " + unit.sign();
			case null, default -> plain(value);
		};
	}

}
