package io.gatehouse.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

	/** As GitLab makes a login's code. */
	private static final Pattern CODE = Pattern.compile("[0-9a-f]{64}");

	private static final Object LOCK = new Object();

	private static final Set<String> configured = ConcurrentHashMap.newKeySet();

	private static final Deque<List<String>> made = new ArrayDeque<>();

	/** Apart from what was made: anybody can begin many logins. */
	private static final Deque<List<String>> logins = new ArrayDeque<>();

	private static volatile List<String> known = List.of();

	private Redaction() {
	}

	/** Knows one for as long as the portal runs. */
	static void configured(String secret) {
		if (secret.length() >= SHORTEST) {
			synchronized (LOCK) {
				configured.addAll(forms(secret));
				learnAnew();
			}
		}
	}

	/** Knows one that is only passed on, until many others were. */
	public static void passing(String secret) {
		if (secret.length() >= SHORTEST) {
			learn(made, secret);
		}
	}

	/**
	 * Knows what the portal made for a login, until there were many others.
	 */
	public static void ofLogin(String secret) {
		learn(logins, secret);
	}

	/**
	 * Knows what somebody who is not known yet sent as the code of a login, if it is like
	 * one: no other words go from the log on a stranger's say-so.
	 */
	public static void codeOfLogin(String code) {
		if (CODE.matcher(code).matches()) {
			learn(logins, code);
		}
	}

	private static void learn(Deque<List<String>> some, String secret) {
		synchronized (LOCK) {
			List<String> forms = forms(secret);
			some.remove(forms);
			some.addLast(forms);
			if (some.size() > MOST_MADE) {
				some.removeFirst();
			}
			learnAnew();
		}
	}

	/** Those of logins last, as what strangers send must not cut into another secret. */
	private static void learnAnew() {
		known = Stream
			.concat(longestFirst(Stream.concat(configured.stream(), made.stream().flatMap(List::stream))),
					longestFirst(logins.stream().flatMap(List::stream)))
			.toList();
	}

	/** One may begin with another. */
	private static Stream<String> longestFirst(Stream<String> secrets) {
		return secrets.sorted(Comparator.comparing(String::length).reversed());
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
