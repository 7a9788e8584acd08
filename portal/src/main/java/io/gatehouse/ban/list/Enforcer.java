package io.gatehouse.ban.list;

import java.util.List;

import io.gatehouse.request.ExternalSystem.Matter;
import io.gatehouse.request.Text;

/** Some who drop what they are told to drop, and tell how far they are. */
public interface Enforcer {

	/**
	 * How far each is that a scope reaches.
	 * @param change the last change of a ban that must be in what it enforces
	 */
	List<Place> places(Scope scope, long change);

	/** What is wrong with any of them now. */
	List<Matter> matters();

	/**
	 * Where something is enforced, or shall be.
	 *
	 * @param name as people call it
	 * @param detail what is so there, in words
	 */
	record Place(String name, State state, Text detail) {
	}

	/** How far a place is. */
	enum State {

		ENFORCED,

		/** It will be told, or was told and has not answered yet. */
		WAITING,

		/** Nothing is to be expected of it until a person looks at it. */
		STOPPED

	}

}
