package io.gatehouse.adapter.gitlab;

import java.util.Locale;

/** What a deploy token may do. */
public enum DeployTokenScope {

	/** Clone. */
	READ_REPOSITORY,

	/** Pull images. */
	READ_REGISTRY,

	/** Push images. */
	WRITE_REGISTRY,

	/** Read packages. */
	READ_PACKAGE_REGISTRY,

	/** Publish packages. */
	WRITE_PACKAGE_REGISTRY;

	static DeployTokenScope of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

	/** As GitLab writes it. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
