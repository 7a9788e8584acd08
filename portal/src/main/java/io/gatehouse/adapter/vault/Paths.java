package io.gatehouse.adapter.vault;

import java.util.Optional;

import io.gatehouse.request.Text;

/**
 * The paths that the portal sends: narrower than what Vault takes, so that none can climb
 * out of its prefix or mean more than itself in a policy ({@code *}, {@code +}).
 */
final class Paths {

	static final String FORM = "[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*";

	private Paths() {
	}

	static Optional<Text> problem(String path) {
		return path.matches(FORM) ? Optional.empty() : Optional.of(Text.of("vault.path.form"));
	}

	static String checked(String path) {
		if (!path.matches(FORM)) {
			throw new IllegalArgumentException("Not a path for Vault: " + path);
		}
		return path;
	}

}
