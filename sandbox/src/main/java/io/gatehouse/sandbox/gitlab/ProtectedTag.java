package io.gatehouse.sandbox.gitlab;

/** The protection of a tag or of all tags that a wildcard names. */
record ProtectedTag(String name, long levelId, int create) {

	boolean covers(String tag) {
		return Wildcard.matches(this.name, tag);
	}

}
