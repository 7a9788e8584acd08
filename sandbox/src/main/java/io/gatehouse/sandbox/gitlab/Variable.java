package io.gatehouse.sandbox.gitlab;

/** A CI/CD variable. */
record Variable(String key, String value, String type, boolean isProtected, boolean masked, boolean hidden, boolean raw,
		String scope, String description) {
}
