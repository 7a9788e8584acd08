package io.gatehouse.sandbox.gitlab;

/** The protection of a branch or of all branches that a wildcard names. */
record ProtectedBranch(long id, String name, int push, int merge, boolean allowForcePush) {

	boolean covers(String branch) {
		return Wildcard.matches(this.name, branch);
	}

	ProtectedBranch allowingForcePush(boolean allowed) {
		return new ProtectedBranch(this.id, this.name, this.push, this.merge, allowed);
	}

}
