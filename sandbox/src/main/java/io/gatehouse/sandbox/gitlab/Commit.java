package io.gatehouse.sandbox.gitlab;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One commit with its whole tree. */
record Commit(String id, List<String> parents, String message, String authorName, String authorEmail, Instant at,
		Map<String, Entry> tree) {

	/** A file of a tree. */
	record Entry(String blob, boolean executable) {

		String mode() {
			return this.executable ? "100755" : "100644";
		}

	}

	String title() {
		return this.message.lines().findFirst().orElse("");
	}

	String shortId() {
		return this.id.substring(0, 8);
	}

}
