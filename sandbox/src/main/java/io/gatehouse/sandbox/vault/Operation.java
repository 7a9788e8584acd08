package io.gatehouse.sandbox.vault;

/**
 * What a request wants to do; a POST or PUT is a create where the path tells whether its
 * object exists and it does not.
 */
enum Operation {

	CREATE("create"), READ("read"), UPDATE("update"), PATCH("patch"), DELETE("delete"), LIST("list");

	private final String capability;

	Operation(String capability) {
		this.capability = capability;
	}

	/** The capability that a policy must grant for it. */
	String capability() {
		return this.capability;
	}

	boolean writes() {
		return this == CREATE || this == UPDATE;
	}

}
