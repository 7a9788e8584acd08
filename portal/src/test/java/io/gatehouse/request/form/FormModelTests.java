package io.gatehouse.request.form;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.gatehouse.request.Field;
import io.gatehouse.request.form.FieldModel.Condition;
import io.gatehouse.request.form.FieldModel.Kind;
import io.gatehouse.request.form.Samples.Conditional;
import io.gatehouse.request.form.Samples.Everything;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FormModelTests {

	private final FormModel everything = FormModel.of(Everything.class);

	@Test
	void readsEachKindInTheOrderOfTheComponents() {
		assertThat(this.everything.fields()).extracting(FieldModel::kind)
			.containsExactly(Kind.TEXT, Kind.LONG, Kind.NUMBER, Kind.NUMBER, Kind.BOOLEAN, Kind.CHOICE, Kind.CHOICE,
					Kind.DATE, Kind.DURATION, Kind.LIST, Kind.PERSON, Kind.TEAM, Kind.PROJECT, Kind.SECRET);
	}

	@Test
	void readsWhatIsRequired() {
		assertThat(this.everything.fields()).filteredOn(FieldModel::required)
			.extracting(FieldModel::name)
			.containsExactly("name", "replicas", "visibility", "lifetime");
	}

	@Test
	void readsLimits() {
		assertThat(this.everything.field("name").maxLength()).isEqualTo(20);
		assertThat(this.everything.field("name").pattern()).isEqualTo("[a-z]*");
		assertThat(this.everything.field("replicas").min()).isEqualTo(1);
		assertThat(this.everything.field("replicas").max()).isEqualTo(9);
		assertThat(this.everything.field("lifetime").min()).isEqualTo(Duration.ofHours(1).toSeconds());
		assertThat(this.everything.field("lifetime").max()).isEqualTo(Duration.ofDays(30).toSeconds());
		assertThat(this.everything.field("members").max()).isEqualTo(3);
		assertThat(this.everything.field("size").max()).isNull();
	}

	@Test
	void limitsLengthWhereNothingIsSaid() {
		assertThat(this.everything.field("person").maxLength()).isEqualTo(1_000);
		assertThat(this.everything.field("reason").maxLength()).isEqualTo(10_000);
		assertThat(FormModel.of(Lists.class).field("plain").max()).isEqualTo(1_000);
	}

	@Test
	void requiresAnEntryOfAListThatMustNotBeEmpty() {
		assertThat(FormModel.of(Lists.class).fields()).extracting(FieldModel::required)
			.containsExactly(false, true, true);
	}

	@Test
	void readsOptionsConditionsPresetsAndWhatIsFixed() {
		assertThat(this.everything.field("visibility").options()).containsExactly("PRIVATE", "INTERNAL");
		assertThat(this.everything.field("visibility").preset()).isEqualTo("PRIVATE");
		assertThat(this.everything.fields()).filteredOn(FieldModel::fixed)
			.extracting(FieldModel::name)
			.containsExactly("name");
		assertThat(FormModel.of(Conditional.class).field("audience").when())
			.isEqualTo(new Condition("visibility", "INTERNAL"));
	}

	@Test
	void readsThroughAnnotationsMadeOfOthers() {
		record Composed(@Slug String path, @Positive int count) {
		}
		FieldModel path = FormModel.of(Composed.class).field("path");
		assertThat(path.required()).isTrue();
		assertThat(path.maxLength()).isEqualTo(63);
		assertThat(path.pattern()).isEqualTo("[a-z-]+");
		assertThat(FormModel.of(Composed.class).field("count").min()).isEqualTo(1);
	}

	@Test
	void givesTheSameModelAgain() {
		assertThat(FormModel.of(Everything.class)).isSameAs(this.everything);
	}

	@Test
	void refusesAFieldThatIsNotThere() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.everything.field("role"))
			.withMessageContaining("role");
	}

	@Test
	void refusesWhatNoFieldCanAskFor() {
		record Sets(Set<String> names) {
		}
		record Numbers(List<Integer> numbers) {
		}
		record Wrong(@Field(kind = Field.Kind.TEAM) int team) {
		}
		for (Class<? extends Record> type : List.of(Sets.class, Numbers.class, Wrong.class)) {
			assertThatIllegalArgumentException().isThrownBy(() -> FormModel.of(type))
				.withMessageContaining(type.getSimpleName());
		}
	}

	@Test
	void refusesConditionsThatCanNeverHold() {
		record Below(@Field(when = "other=x") String name, String other) {
		}
		record Itself(@Field(when = "name=x") String name) {
		}
		record Misspelt(Samples.Visibility visibility, @Field(when = "visibility=PUBLIC") String name) {
		}
		record Sentence(boolean other, @Field(when = "other") String name) {
		}
		record Hidden(@Field(kind = Field.Kind.SECRET) String secret, @Field(when = "secret=x") String name) {
		}
		for (Class<? extends Record> type : List.of(Below.class, Itself.class, Misspelt.class, Sentence.class,
				Hidden.class)) {
			assertThatIllegalArgumentException().isThrownBy(() -> FormModel.of(type));
		}
	}

	@NotBlank
	@Size(max = 63)
	@Pattern(regexp = "[a-z-]+")
	@Constraint(validatedBy = {})
	@Target(ElementType.FIELD)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Slug {

		String message() default "{slug}";

		Class<?>[] groups() default {};

		Class<? extends Payload>[] payload() default {};

	}

	record Lists(List<String> plain, @NotEmpty List<String> some, @Size(min = 2) List<String> two) {
	}

}
