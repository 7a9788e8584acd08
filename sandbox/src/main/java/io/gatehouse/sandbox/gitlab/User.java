package io.gatehouse.sandbox.gitlab;

import java.time.Instant;

/** A person or a bot. */
final class User {

	long id;

	String username = "";

	String name = "";

	String email = "";

	/** What the person is, in words, for the login page. */
	String about = "";

	boolean admin;

	boolean bot;

	boolean blocked;

	/** Whether the login page offers this person. */
	boolean pickable;

	Instant createdAt = Instant.EPOCH;

	String state() {
		return this.blocked ? "blocked" : "active";
	}

}
