package io.gatehouse.sandbox.gitlab;

import java.util.regex.Pattern;

/** A name with stars, as protections have it. */
final class Wildcard {

	private Wildcard() {
	}

	static boolean matches(String pattern, String name) {
		return Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", name);
	}

}
