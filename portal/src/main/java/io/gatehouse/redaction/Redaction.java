package io.gatehouse.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.core.io.JsonStringEncoder;

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

	private static final int LONGEST = 300;

	private static final int MOST_MADE = 100;

	/** What is no word: of 20 characters or more, with a digit among them. */
	private static final Pattern RANDOM = Pattern.compile("(?=.*[0-9])[A-Za-z0-9_.~+/=-]{20,}");

	private static final Set<String> configured = ConcurrentHashMap.newKeySet();

	private static final Deque<List<String>> made = new ArrayDeque<>();

	/** Apart from what was made: anybody can claim many. */
	private static final Deque<List<String>> claimed = new ArrayDeque<>();

	private static volatile List<String> known = List.of();

	private Redaction() {
	}

	/** Knows one for as long as the portal runs. */
	static void configured(String secret) {
		if (secret.length() >= SHORTEST) {
			configured.addAll(forms(secret));
			learn();
		}
	}

	/** Knows one that is only passed on, until many others were. */
	public static void passing(String secret) {
		if (secret.length() >= SHORTEST) {
			learn(made, secret);
		}
	}

	/**
	 * Knows one that somebody who is not known has sent as such, until many others have;
	 * unless it could be a word, which must not go from the log on a stranger's say-so.
	 */
	public static void claimed(String secret) {
		if (RANDOM.matcher(secret).matches()) {
			learn(claimed, secret);
		}
	}

	private static void learn(Deque<List<String>> some, String secret) {
		synchronized (made) {
			List<String> forms = forms(secret);
			some.remove(forms);
			some.addLast(forms);
			if (some.size() > MOST_MADE) {
				some.removeFirst();
			}
			learn();
		}
	}

	private static void learn() {
		synchronized (made) {
			known = Stream
				.of(configured.stream(), made.stream().flatMap(List::stream), claimed.stream().flatMap(List::stream))
				.flatMap(Function.identity())
				// One may begin with another.
				.sorted(Comparator.comparing(String::length).reversed())
				.toList();
		}
	}

	/** As it is, in an address and in JSON. */
	private static List<String> forms(String secret) {
		String json = new String(JsonStringEncoder.getInstance().quoteAsCharArray(secret));
		return Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8), json).distinct().toList();
	}

	/**
	 * The text without them. A part of one stays: else whoever types texts could find one
	 * out, character by character. So redact before you cut.
	 */
	public static String of(String text) {
		String told = text;
		for (String secret : known) {
			told = told.replace(secret, INSTEAD);
		}
		return told;
	}

	/** What another system said: without them, on one line, and no more than helps. */
	public static String line(String words) {
		String flat = of(words).replaceAll("\\s+", " ").strip();
		return (flat.length() <= LONGEST) ? flat : flat.substring(0, LONGEST) + CUT;
	}

}
