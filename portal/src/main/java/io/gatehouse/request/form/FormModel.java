package io.gatehouse.request.form;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

import io.gatehouse.request.Field;
import io.gatehouse.request.form.FieldModel.Condition;
import io.gatehouse.request.form.FieldModel.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** The fields of a form, in the order of the record's components. */
public record FormModel(Class<? extends Record> type, List<FieldModel> fields) {

	private static final ClassValue<FormModel> MODELS = new ClassValue<>() {
		@Override
		protected FormModel computeValue(Class<?> type) {
			return read(type.asSubclass(Record.class));
		}
	};

	public FormModel {
		fields = List.copyOf(fields);
	}

	/**
	 * Reads the model of a form.
	 * @throws IllegalArgumentException where a component can't be asked for, naming it
	 */
	public static FormModel of(Class<? extends Record> type) {
		return MODELS.get(type);
	}

	/**
	 * Gives a field.
	 * @throws IllegalArgumentException where there is none of that name
	 */
	public FieldModel field(String name) {
		for (FieldModel field : this.fields) {
			if (field.name().equals(name)) {
				return field;
			}
		}
		throw new IllegalArgumentException("%s has no component '%s'".formatted(this.type.getName(), name));
	}

	/** The fields of which one must be given if a field is not. */
	public List<FieldModel> others(FieldModel field) {
		return this.fields.stream()
			.filter((other) -> !field.anyOf().isEmpty() && other.anyOf().equals(field.anyOf()))
			.filter((other) -> !other.name().equals(field.name()))
			.toList();
	}

	/** The same with all fields as they are: to be seen, and changed by nothing sent. */
	public FormModel settled() {
		return new FormModel(this.type, this.fields.stream().map(FieldModel::settled).toList());
	}

	private static FormModel read(Class<? extends Record> type) {
		List<FieldModel> fields = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			fields.add(read(component, new FormModel(type, fields)));
		}
		FormModel model = new FormModel(type, fields);
		fields.forEach((field) -> Assert.isTrue(
				field.anyOf().isEmpty() || (!field.required() && !model.others(field).isEmpty()),
				() -> "%s of %s must be optional, and share its anyOf with another".formatted(field.name(), type)));
		return model;
	}

	private static FieldModel read(RecordComponent component, FormModel above) {
		Field field = component.getAnnotation(Field.class);
		Kind kind = Kinds.of(component, field);
		Constraints constraints = Constraints.of(component);
		return new FieldModel(component.getName(), kind, constraints.required(kind), Kinds.options(component),
				(field != null) ? condition(component, field.when(), above) : null,
				(field != null) ? field.anyOf() : "", field != null && field.fixed(),
				(field != null) ? field.value() : "", constraints.min(kind), constraints.max(kind),
				constraints.maxLength(kind), constraints.pattern());
	}

	// A condition looks up the form only, so that none can go in a circle.
	private static @Nullable Condition condition(RecordComponent component, String when, FormModel above) {
		if (when.isEmpty()) {
			return null;
		}
		int at = when.indexOf('=');
		Assert.isTrue(at > 0, () -> "The condition of %s is not FIELD=VALUE".formatted(component));
		FieldModel other = above.field(when.substring(0, at));
		String value = when.substring(at + 1);
		Assert.isTrue(switch (other.kind()) {
			case CHOICE -> other.options().contains(value);
			case BOOLEAN -> value.equals("true") || value.equals("false");
			case SECRET, LIST -> false;
			default -> true;
		}, () -> "The condition of %s can never hold".formatted(component));
		return new Condition(other.name(), value);
	}

}
