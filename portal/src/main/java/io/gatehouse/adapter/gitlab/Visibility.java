package io.gatehouse.adapter.gitlab;

import java.util.Locale;

/** Who may see a group or a project. */
public enum Visibility {

	/** Members. */
	PRIVATE,

	/** Everybody who is logged in. */
	INTERNAL,

	/** Everybody. */
	PUBLIC;

	static Visibility of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

	/** As GitLab writes it. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
