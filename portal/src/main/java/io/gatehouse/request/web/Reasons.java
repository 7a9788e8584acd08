package io.gatehouse.request.web;

import java.text.Normalizer;

import org.jspecify.annotations.Nullable;

/** What people give as a reason: any text, as far as it can be shown. */
final class Reasons {

	private static final int LONGEST = 2_000;

	private Reasons() {
	}

	/**
	 * Without what can't be seen and what lies beyond 2,000 characters; empty where there
	 * is none.
	 */
	static String clean(@Nullable String typed) {
		if (typed == null) {
			return "";
		}
		String seen = Normalizer.normalize(typed, Normalizer.Form.NFC)
			.replaceAll("\\r\\n?", "\n")
			.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]|\\p{Cs}", "")
			.strip();
		if (seen.length() <= LONGEST) {
			return seen;
		}
		// Not in the middle of a pair, which nothing could hold.
		return seen.substring(0, Character.isHighSurrogate(seen.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
	}

}
