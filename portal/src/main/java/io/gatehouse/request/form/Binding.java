package io.gatehouse.request.form;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.Text;
import io.gatehouse.request.form.FieldModel.Condition;
import io.gatehouse.request.form.FieldModel.Kind;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One binding of what was typed to a form, field by field from the top. */
final class Binding {

	private static final Logger log = LoggerFactory.getLogger(Binding.class);

	private final Validator validator;

	private final FormModel model;

	private final Map<String, List<String>> input;

	private final Map<String, @Nullable Object> current;

	private final boolean change;

	private final Files files;

	private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

	private final List<Problem> problems = new ArrayList<>();

	private final Map<String, List<String>> typed = new LinkedHashMap<>();

	Binding(Validator validator, FormModel model, Map<String, List<String>> input, @Nullable Record current,
			Files files) {
		this.validator = validator;
		this.model = model;
		this.input = input;
		this.current = (current != null) ? Records.values(current) : Map.of();
		this.change = current != null;
		this.files = files;
	}

	Bound bind() {
		for (RecordComponent component : this.model.type().getRecordComponents()) {
			FieldModel field = this.model.field(component.getName());
			if (this.change && field.fixed()) {
				keep(field);
			}
			else {
				remember(field);
				read(field, component.getType());
			}
		}
		missing();
		Record form = this.problems.isEmpty() ? made() : null;
		return new Bound(this.problems.isEmpty() ? form : null, partial(), filled(), this.problems, this.typed);
	}

	/** Of fields of which one is needed, the first tells that all are empty. */
	private void missing() {
		List<String> groups = new ArrayList<>();
		for (FieldModel field : this.model.fields()) {
			if (field.anyOf().isEmpty() || groups.contains(field.anyOf()) || !shown(field)) {
				continue;
			}
			groups.add(field.anyOf());
			List<String> names = Stream.concat(Stream.of(field), this.model.others(field).stream().filter(this::shown))
				.map(FieldModel::name)
				.toList();
			if (names.stream().noneMatch((name) -> given(this.values.get(name)) || wrong(name))) {
				this.problems.add(new Problem(field.name(), Text.of(Bound.ANY_OF, names.toArray())));
			}
		}
	}

	private boolean wrong(String field) {
		return this.problems.stream().anyMatch((problem) -> problem.field().equals(field));
	}

	private static boolean given(@Nullable Object value) {
		return value != null && !value.equals(List.of()) && !value.equals(false);
	}

	/** The form as far as it is filled in and right. */
	private @Nullable Record partial() {
		Map<String, @Nullable Object> right = new LinkedHashMap<>(this.values);
		this.problems.forEach((problem) -> right.remove(problem.field()));
		try {
			return Records.made(this.model.type(), right);
		}
		catch (RuntimeException ex) {
			// It takes only what is whole.
			return null;
		}
	}

	private Set<String> filled() {
		return this.values.entrySet()
			.stream()
			.filter((value) -> value.getValue() != null && !value.getValue().equals(List.of())
					&& !wrong(value.getKey()))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	private void keep(FieldModel field) {
		Object value = this.current.get(field.name());
		this.values.put(field.name(), value);
		this.typed.putAll(Shown.typed(field, value));
	}

	// What can't be seen is taken out, for nobody could find it in the field to mend it.
	private void remember(FieldModel field) {
		if (field.kind() == Kind.SECRET) {
			return;
		}
		int most = (field.kind() == Kind.LIST) ? Integer.MAX_VALUE : 1;
		List<String> again = given(field.name()).stream()
			.limit(most)
			.map((text) -> Characters.cleaned(field.kind().multiline() ? Characters.lines(text) : text,
					field.kind().multiline()))
			.toList();
		if (!again.isEmpty()) {
			this.typed.put(field.name(), again);
		}
		if (field.kind() == Kind.FILE && !given(field.fileName()).isEmpty()) {
			this.typed.put(field.fileName(), List.of(Characters.cleaned(given(field.fileName()).getFirst(), false)));
		}
		if (field.kind() == Kind.DURATION && !given(field.unit()).isEmpty()) {
			this.typed.put(field.unit(), List.of(Characters.cleaned(given(field.unit()).getFirst(), false)));
		}
	}

	/** What the form names already may stay, whoever sent it. */
	private Optional<Upload> file(String id) {
		return this.current.values()
			.stream()
			.filter(Upload.class::isInstance)
			.map(Upload.class::cast)
			.filter((upload) -> upload.id().equals(id))
			.findFirst()
			.or(() -> this.files.find(id));
	}

	private List<String> given(String parameter) {
		List<String> given = this.input.get(parameter);
		return (given != null) ? given.stream().filter(Objects::nonNull).toList() : List.of();
	}

	private void read(FieldModel field, Class<?> type) {
		if (!shown(field)) {
			this.values.put(field.name(), null);
			return;
		}
		List<String> units = (field.kind() == Kind.DURATION) ? given(field.unit()) : List.of();
		switch (new Reader(field, type, this::file).read(given(field.name()), units)) {
			case Read.Wrong wrong -> this.problems.add(new Problem(field.name(), wrong.text()));
			case Read.WrongLines wrong -> this.problems.addAll(wrong.problems());
			case Read.Value read -> check(field, read.value());
		}
	}

	// The field that a condition names stands above, so it was read before.
	private boolean shown(FieldModel field) {
		Condition when = field.when();
		return when == null || when.value().equals(Shown.plain(this.values.get(when.field())));
	}

	private void check(FieldModel field, @Nullable Object value) {
		if (value == null && field.kind() == Kind.SECRET && this.current.get(field.name()) instanceof String handle) {
			this.values.put(field.name(), handle);
			return;
		}
		this.values.put(field.name(), value);
		Set<? extends ConstraintViolation<?>> violations = this.validator.validateValue(this.model.type(), field.name(),
				value);
		if (field.kind() == Kind.LIST && !violations.isEmpty()) {
			List<Problem> lines = Violations.ofEntries(field, violations, TypedLines.of(given(field.name())));
			this.problems.addAll(lines);
			if (!lines.isEmpty()) {
				return;
			}
		}
		boolean missing = value == null || List.of().equals(value);
		Violations.first(field, violations)
			.or(() -> (missing && field.required()) ? Optional.of(Text.of(Bound.REQUIRED)) : Optional.empty())
			.ifPresent((text) -> this.problems.add(new Problem(field.name(), text)));
	}

	// A record may refuse in its constructor; why is not shown, for it may quote a
	// secret.
	private @Nullable Record made() {
		try {
			Record form = Records.made(this.model.type(), this.values);
			Violations.ofForm(this.model, this.validator.validate(form))
				.forEach((text) -> this.problems.add(new Problem("", text)));
			return form;
		}
		catch (IllegalArgumentException ex) {
			log.debug("{} refused its values", this.model.type().getName());
			this.problems.add(new Problem("", Violations.refused(ex.getMessage())));
			return null;
		}
	}

}
