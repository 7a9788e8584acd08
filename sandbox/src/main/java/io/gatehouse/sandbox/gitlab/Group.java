package io.gatehouse.sandbox.gitlab;

import org.jspecify.annotations.Nullable;

/** A group, or the personal namespace of a user. */
final class Group extends Node {

	/** The user whose personal namespace this is. */
	@Nullable Long ownerId;

	boolean isPersonal() {
		return this.ownerId != null;
	}

	@Override
	String kind() {
		return "Group";
	}

}
