package io.gatehouse.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Takes the secrets that the portal knows out of texts: other systems may repeat what
 * they were sent, and so may libraries in the log. It is one for the process, as the log
 * is.
 */
public final class Redaction {

	private static final String INSTEAD = "•••";

	private static final String CUT = "…";

	/** A shorter one may be a word that is no secret elsewhere. */
	private static final int SHORTEST = 12;

	/** Of a secret that was cut off; less of one tells nothing. */
	private static final int TELLING = 8;

	private static final int MOST_MADE = 100;

	private static final Set<String> configured = ConcurrentHashMap.newKeySet();

	private static final Deque<String> made = new ArrayDeque<>();

	private static volatile List<String> known = List.of();

	private Redaction() {
	}

	/** Knows one for as long as the portal runs. */
	static void configured(String secret) {
		if (secret.length() >= SHORTEST) {
			configured.add(secret);
			configured.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
			learn();
		}
	}

	/** Knows one that is only passed on, until many others were. */
	public static void passing(String secret) {
		if (secret.length() < SHORTEST) {
			return;
		}
		synchronized (made) {
			made.remove(secret);
			made.addLast(secret);
			if (made.size() > MOST_MADE) {
				made.removeFirst();
			}
			learn();
		}
	}

	private static void learn() {
		synchronized (made) {
			known = Stream.concat(configured.stream(), made.stream()).toList();
		}
	}

	/** The text without them, also without what is left of one that was cut off. */
	public static String of(String text) {
		String told = text;
		for (String secret : known) {
			told = without(told.replace(secret, INSTEAD), secret);
		}
		return told;
	}

	private static String without(String text, String secret) {
		String whole = text.endsWith(CUT) ? text.substring(0, text.length() - 1) : text;
		for (int length = Math.min(secret.length() - 1, whole.length()); length >= TELLING; length--) {
			if (whole.endsWith(secret.substring(0, length))) {
				return whole.substring(0, whole.length() - length) + INSTEAD;
			}
		}
		return text;
	}

}
