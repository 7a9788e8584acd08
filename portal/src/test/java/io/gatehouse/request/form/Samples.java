package io.gatehouse.request.form;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.gatehouse.request.Field;
import io.gatehouse.request.Field.Kind;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.Text;
import jakarta.validation.Validation;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** Forms that the tests fill in. */
final class Samples {

	private Samples() {
	}

	static Forms forms() {
		return new Forms(Validation.buildDefaultValidatorFactory());
	}

	/** Parameters from {@code name=value}; a name that comes again is repeated. */
	static Map<String, List<String>> input(String... parameters) {
		Map<String, List<String>> input = new LinkedHashMap<>();
		for (String parameter : parameters) {
			int at = parameter.indexOf('=');
			input.merge(parameter.substring(0, at), List.of(parameter.substring(at + 1)),
					(some, more) -> Stream.concat(some.stream(), more.stream()).toList());
		}
		return input;
	}

	static Map<String, List<String>> with(Map<String, List<String>> input, String name, String... values) {
		Map<String, List<String>> changed = new LinkedHashMap<>(input);
		changed.put(name, Arrays.asList(values));
		return changed;
	}

	/** What is wrong with a field; with the form as a whole where the name is empty. */
	static List<Text> problems(Bound bound, String field) {
		return bound.problems()
			.stream()
			.filter((problem) -> problem.field().equals(field))
			.map(RequestType.Problem::text)
			.toList();
	}

	enum Visibility {

		PRIVATE, INTERNAL {
			@Override
			public String toString() {
				return "something else";
			}
		}

	}

	enum Size5 {

		XS, S, M, L, XL

	}

	/** Every kind of field. */
	record Everything(
			@NotBlank @Size(min = 2, max = 20) @Pattern(regexp = "[a-z]*",
					message = "{everything.letters}") @Field(fixed = true) String name,
			@Field(kind = Kind.LONG) @Nullable String reason, @Min(1) @Max(9) int replicas, @Nullable Long budget,
			boolean urgent, @NotNull @Field(value = "PRIVATE") Visibility visibility, @Nullable Size5 size,
			@Nullable @Future LocalDate day,
			@NotNull @DurationMin(hours = 1) @DurationMax(days = 30) @Field(value = "7") Duration lifetime,
			@Size(max = 3) List<@Size(max = 10) String> members, @Field(kind = Kind.PERSON) @Nullable String person,
			@Field(kind = Kind.TEAM) @Nullable String team, @Field(kind = Kind.PROJECT) @Nullable String project,
			@Size(min = 8) @Field(kind = Kind.SECRET) @Nullable String password) {

		static final Map<String, List<String>> INPUT = input("name=api", "reason=first\nsecond", "replicas=3",
				"budget=12345678901", "urgent=on", "visibility=INTERNAL", "size=XL", "day=2999-12-31", "lifetime=36",
				"lifetime.unit=hours", "members=anna\nboris", "person=anna", "team=payments", "project=payments/api",
				"password= pässword ");

	}

	/** Fields that depend on others. */
	record Conditional(@NotNull Visibility visibility,
			@Field(when = "visibility=INTERNAL") @NotBlank @Size(min = 3) String audience,
			@Field(when = "audience=all") boolean announce, @Field(when = "announce=true") int hours) {
	}

	/** Fields of which one is needed. */
	record Either(@Field(anyOf = "things") List<@Size(max = 5) String> entries,
			@Field(anyOf = "things") Field.@Nullable Upload file, @Nullable String reason, boolean plain) {
	}

	/** A form that refuses in its constructor and by rules over several fields. */
	record Range(int from, int to) {

		Range {
			if (from == 13) {
				throw new IllegalArgumentException("unlucky and not for people");
			}
			if (from == 14) {
				throw new IllegalArgumentException("{range.unlucky}");
			}
		}

		@AssertTrue(message = "{range.order}")
		boolean isOrdered() {
			return this.from <= this.to;
		}

		@AssertTrue
		boolean isSmall() {
			return this.to < 1000;
		}

	}

}
