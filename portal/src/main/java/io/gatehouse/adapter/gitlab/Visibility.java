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

	/** As GitLab writes it. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
