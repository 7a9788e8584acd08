package io.gatehouse.request.form;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.gatehouse.request.Field;
import io.gatehouse.request.form.FieldModel.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/** How a component is asked for, by its Java type and its {@link Field}. */
final class Kinds {

	private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);

	private Kinds() {
	}

	static Kind of(RecordComponent component, @Nullable Field field) {
		Field.Kind asked = (field != null) ? field.kind() : Field.Kind.PLAIN;
		if (component.getType() == String.class) {
			return switch (asked) {
				case PLAIN -> Kind.TEXT;
				case LONG -> Kind.LONG;
				case PERSON -> Kind.PERSON;
				case TEAM -> Kind.TEAM;
				case PROJECT -> Kind.PROJECT;
				case SECRET -> Kind.SECRET;
			};
		}
		if (asked != Field.Kind.PLAIN) {
			throw new IllegalArgumentException(
					"%s of %s must be a String to be a %s".formatted(component, component.getDeclaringRecord(), asked));
		}
		return of(component);
	}

	private static Kind of(RecordComponent component) {
		Class<?> type = component.getType();
		if (NUMBERS.contains(type)) {
			return Kind.NUMBER;
		}
		if (type == boolean.class || type == Boolean.class) {
			return Kind.BOOLEAN;
		}
		if (type.isEnum()) {
			return Kind.CHOICE;
		}
		if (type == LocalDate.class) {
			return Kind.DATE;
		}
		if (type == Duration.class) {
			return Kind.DURATION;
		}
		if (type == Field.Upload.class) {
			return Kind.FILE;
		}
		if (type == List.class && entries(component) == String.class) {
			return Kind.LIST;
		}
		throw new IllegalArgumentException(
				"%s of %s has a type that no field can ask for".formatted(component, component.getDeclaringRecord()));
	}

	private static @Nullable Class<?> entries(RecordComponent component) {
		return ResolvableType.forType(component.getGenericType()).getGeneric(0).resolve();
	}

	static List<String> options(RecordComponent component) {
		if (!component.getType().isEnum()) {
			return List.of();
		}
		return Arrays.stream(component.getType().getEnumConstants())
			.map((option) -> ((Enum<?>) option).name())
			.toList();
	}

}
