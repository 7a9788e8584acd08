package io.gatehouse.adapter.gitlab;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a member may do in a project, as far as the portal grants it. */
public enum AccessRole {

	/** Sees issues and comments. */
	GUEST(AccessLevels.GUEST),

	/** Reads the code. */
	REPORTER(AccessLevels.REPORTER),

	/** Pushes to branches that are not protected. */
	DEVELOPER(AccessLevels.DEVELOPER),

	/** Manages the project. */
	MAINTAINER(AccessLevels.MAINTAINER);

	private final int level;

	AccessRole(int level) {
		this.level = level;
	}

	/**
	 * The highest role that a level of GitLab's includes: it has levels between these and
	 * above them.
	 */
	static Optional<AccessRole> within(int level) {
		return Arrays.stream(values())
			.filter((role) -> role.level <= level)
			.max(Comparator.comparingInt((role) -> role.level));
	}

	int level() {
		return this.level;
	}

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
