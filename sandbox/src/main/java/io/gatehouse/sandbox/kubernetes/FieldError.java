package io.gatehouse.sandbox.kubernetes;

import java.util.List;
import java.util.stream.Collectors;

/** One reason why an object is invalid. */
record FieldError(String field, String reason, String detail) {

	static FieldError invalid(String field, String value, String why) {
		return raw(field, "\"" + value + "\"", why);
	}

	/** An invalid value that is shown as it is. */
	static FieldError raw(String field, String value, String why) {
		return new FieldError(field, "FieldValueInvalid", "Invalid value: " + value + ": " + why);
	}

	static FieldError required(String field, String why) {
		return new FieldError(field, "FieldValueRequired", why.isEmpty() ? "Required value" : "Required value: " + why);
	}

	static FieldError duplicate(String field, String value) {
		return new FieldError(field, "FieldValueDuplicate", "Duplicate value: \"" + value + "\"");
	}

	static FieldError tooLong(String field, int most) {
		return new FieldError(field, "FieldValueTooLong", "Too long: may not be more than " + most + " bytes");
	}

	static FieldError forbidden(String field, String why) {
		return new FieldError(field, "FieldValueForbidden", "Forbidden: " + why);
	}

	static FieldError unsupported(String field, String value, List<String> supported) {
		return new FieldError(field, "FieldValueNotSupported",
				"Unsupported value: \"" + value + "\": supported values: "
						+ supported.stream().map((each) -> "\"" + each + "\"").collect(Collectors.joining(", ")));
	}

	String message() {
		return this.field + ": " + this.detail;
	}

}
