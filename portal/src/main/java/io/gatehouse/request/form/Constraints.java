package io.gatehouse.request.form;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import io.gatehouse.request.form.FieldModel.Kind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * What Bean Validation says about a component, in figures; also through annotations that
 * are made of others.
 */
final class Constraints {

	static final int TEXT_LENGTH = 1_000;

	static final int LONG_LENGTH = 10_000;

	static final int LIST_ENTRIES = 1_000;

	private final boolean primitive;

	private final MergedAnnotations annotations;

	private Constraints(boolean primitive, MergedAnnotations annotations) {
		this.primitive = primitive;
		this.annotations = annotations;
	}

	// Bean Validation's annotations stand on the field: they have no record component
	// target.
	static Constraints of(RecordComponent component) {
		try {
			return new Constraints(component.getType().isPrimitive(),
					MergedAnnotations.from(component.getDeclaringRecord().getDeclaredField(component.getName())));
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalStateException("A record without the field of its component " + component, ex);
		}
	}

	boolean required(Kind kind) {
		return (this.primitive && kind == Kind.NUMBER) || this.annotations.isPresent(NotNull.class)
				|| this.annotations.isPresent(NotBlank.class) || this.annotations.isPresent(NotEmpty.class)
				|| (kind == Kind.LIST && all(Size.class).anyMatch((size) -> size.min() > 0));
	}

	@Nullable Long min(Kind kind) {
		return switch (kind) {
			case NUMBER -> greatest(
					Stream
						.of(figures(Min.class, Min::value), figures(Positive.class, (any) -> 1),
								figures(PositiveOrZero.class, (any) -> 0))
						.flatMap(Function.identity()));
			case DURATION -> greatest(figures(DurationMin.class, (min) -> Durations.of(min).toSeconds()));
			case LIST -> greatest(figures(Size.class, Size::min));
			default -> null;
		};
	}

	@Nullable Long max(Kind kind) {
		return switch (kind) {
			case NUMBER -> least(figures(Max.class, Max::value));
			case DURATION -> least(figures(DurationMax.class, (max) -> Durations.of(max).toSeconds()));
			case LIST -> Long.valueOf(size(LIST_ENTRIES));
			default -> null;
		};
	}

	@Nullable Integer maxLength(Kind kind) {
		return switch (kind) {
			case LONG -> size(LONG_LENGTH);
			case TEXT, PERSON, TEAM, PROJECT, SECRET -> size(TEXT_LENGTH);
			case LIST -> TEXT_LENGTH;
			case NUMBER, BOOLEAN, CHOICE, DATE, DURATION, FILE -> null;
		};
	}

	private int size(int otherwise) {
		return all(Size.class).mapToInt(Size::max).filter((max) -> max < Integer.MAX_VALUE).min().orElse(otherwise);
	}

	@Nullable String pattern() {
		return all(Pattern.class).map(Pattern::regexp).filter((regexp) -> !regexp.isEmpty()).findFirst().orElse(null);
	}

	private @Nullable Long greatest(Stream<Long> figures) {
		return figures.max(Comparator.naturalOrder()).orElse(null);
	}

	private @Nullable Long least(Stream<Long> figures) {
		return figures.min(Comparator.naturalOrder()).orElse(null);
	}

	private <A extends Annotation> Stream<Long> figures(Class<A> type, ToLongFunction<A> figure) {
		return all(type).map(figure::applyAsLong);
	}

	private <A extends Annotation> Stream<A> all(Class<A> type) {
		return this.annotations.stream(type).map(MergedAnnotation::synthesize);
	}

}
