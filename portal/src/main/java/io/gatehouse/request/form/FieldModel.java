package io.gatehouse.request.form;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One field of a form, as it is asked for.
 *
 * @param name the component of the record, and the parameter
 * @param required whether it must be given where it is shown
 * @param options the names of an enum's constants
 * @param when the field is shown only where this holds
 * @param anyOf of all fields with the same word, at least one must be given; empty where
 * it stands alone
 * @param fixed whether it stays as it was first given
 * @param preset what it holds in a new form, as it would be typed
 * @param min the least number, seconds of a duration, or entries of a list
 * @param max the greatest number, seconds of a duration, or entries of a list
 * @param maxLength of a text, or of an entry of a list
 * @param pattern a regular expression that the text matches
 */
public record FieldModel(String name, Kind kind, boolean required, List<String> options, @Nullable Condition when,
		String anyOf, boolean fixed, String preset, @Nullable Long min, @Nullable Long max, @Nullable Integer maxLength,
		@Nullable String pattern) {

	public FieldModel {
		options = List.copyOf(options);
	}

	/** The parameter that holds the unit of a duration. */
	public String unit() {
		return this.name + ".unit";
	}

	/** The parameter that holds the name of a file, to be shown again. */
	public String fileName() {
		return this.name + ".name";
	}

	FieldModel settled() {
		return new FieldModel(this.name, this.kind, this.required, this.options, this.when, this.anyOf, true,
				this.preset, this.min, this.max, this.maxLength, this.pattern);
	}

	/** How a field is asked for. */
	public enum Kind {

		TEXT, LONG, NUMBER, BOOLEAN, CHOICE, DATE, DURATION, LIST, PERSON, TEAM, PROJECT, SECRET, FILE;

		/** Whether it is typed on several lines. */
		boolean multiline() {
			return this == LONG || this == LIST;
		}

	}

	/** Holds where a field has a value, as it would be typed. */
	public record Condition(String field, String value) {
	}

}
