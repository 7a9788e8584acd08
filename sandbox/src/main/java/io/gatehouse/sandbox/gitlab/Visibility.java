package io.gatehouse.sandbox.gitlab;

import java.util.Locale;

/** Who may see a group or a project, from the narrowest. */
enum Visibility {

	PRIVATE, INTERNAL, PUBLIC;

	static Visibility of(String text) {
		for (Visibility visibility : values()) {
			if (visibility.toString().equals(text)) {
				return visibility;
			}
		}
		throw Errors.parameter("visibility does not have a valid value");
	}

	boolean widerThan(Visibility other) {
		return compareTo(other) > 0;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
