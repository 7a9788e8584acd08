package io.gatehouse.request.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.gatehouse.request.Field;
import io.gatehouse.request.SecretStore;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;

import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** Turns what people type into forms, and forms into what is stored and shown. */
@Component
public class Forms {

	private final Validator validator;

	public Forms(ValidatorFactory validators) {
		this.validator = validators.usingContext().messageInterpolator(new Uninterpreted()).getValidator();
	}

	/** Binds and validates; never throws for bad input. */
	public Bound bind(FormModel model, Map<String, List<String>> input) {
		return bind(model, input, Files.NONE);
	}

	/**
	 * The same for a form that may name files.
	 * @param files those that whoever fills it in may name
	 */
	public Bound bind(FormModel model, Map<String, List<String>> input, Files files) {
		return new Binding(this.validator, model, input, null, files).bind();
	}

	/**
	 * The same for a change of what is there: fixed fields keep the value of the current
	 * form whatever is sent, and a secret that isn't typed again stays.
	 */
	public Bound bind(FormModel model, Map<String, List<String>> input, Record current) {
		return bind(model, input, current, Files.NONE);
	}

	/** The same for a form that may name files. */
	public Bound bind(FormModel model, Map<String, List<String>> input, Record current, Files files) {
		Assert.isInstanceOf(model.type(), current);
		return new Binding(this.validator, model, input, current, files).bind();
	}

	/**
	 * The form as it is stored: the components in order.
	 * @throws IllegalStateException where a secret was not kept before
	 */
	public String json(Record form) {
		return FormJson.write(FormModel.of(form.getClass()), form);
	}

	/** Reads what was stored: what is unknown is ignored, what is missing left empty. */
	public <F extends Record> F record(Class<F> type, String json) {
		return FormJson.read(type, json);
	}

	/** The files that a form names. */
	public List<Field.Upload> files(Record form) {
		return Records.values(form)
			.values()
			.stream()
			.filter(Field.Upload.class::isInstance)
			.map(Field.Upload.class::cast)
			.toList();
	}

	/** What a person would have typed to get this form; for showing it again. */
	public Map<String, List<String>> input(Record form) {
		Map<String, List<String>> input = new LinkedHashMap<>();
		FormModel model = FormModel.of(form.getClass());
		Records.values(form).forEach((name, value) -> input.putAll(Shown.typed(model.field(name), value)));
		return input;
	}

	/**
	 * The components by name, for the titles that messages make of them: numbers, and
	 * plain text for all else; secrets are left out.
	 */
	public Map<String, Object> named(Record form) {
		Map<String, Object> named = new LinkedHashMap<>();
		FormModel model = FormModel.of(form.getClass());
		Records.values(form).forEach((name, value) -> {
			if (model.field(name).kind() != FieldModel.Kind.SECRET) {
				named.put(name, Shown.named(value));
			}
		});
		return named;
	}

	/**
	 * The same for a title, with {@code NAMECount} beside each list and file: how many
	 * there are. What is nothing, or too long for one line, can be said otherwise by it.
	 */
	public Map<String, Object> titled(Record form) {
		Map<String, Object> titled = named(form);
		FormModel model = FormModel.of(form.getClass());
		Records.values(form).forEach((name, value) -> {
			switch (model.field(name).kind()) {
				case LIST -> titled.put(name + "Count", (value instanceof List<?> entries) ? entries.size() : 0);
				case FILE -> titled.put(name + "Count", (value != null) ? 1 : 0);
				default -> {
				}
			}
		});
		return titled;
	}

	/** The input of a form that was just opened. */
	public Map<String, List<String>> fresh(FormModel model) {
		Map<String, List<String>> fresh = new LinkedHashMap<>();
		model.fields().forEach((field) -> fresh.putAll(Shown.fresh(field)));
		return fresh;
	}

	/**
	 * Puts what was typed into secret fields into the store, each under the prefix and
	 * its component, and gives the form with these paths instead; a form without secrets
	 * comes back as it is.
	 * @param prefix {@code requests/} and the request's id
	 */
	public Record keepSecrets(FormModel model, Record form, String prefix, SecretStore store) {
		return Secrets.keep(model, form, prefix, store);
	}

	/**
	 * Leaves messages as they are written: they are keys here, and what they lead to is
	 * not in Bean Validation's syntax.
	 */
	private static final class Uninterpreted implements MessageInterpolator {

		@Override
		public String interpolate(String template, Context context) {
			return template;
		}

		@Override
		public String interpolate(String template, Context context, Locale locale) {
			return template;
		}

	}

}
