package io.gatehouse.request;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.gatehouse.redaction.Redaction;

/**
 * Words for a person, by the key of a message and its arguments, so that each reader gets
 * them in their own language.
 *
 * @param key the key in the message files
 * @param arguments what the message names; positional ({@code {0}}), never a secret
 */
public record Text(String key, List<String> arguments) {

	/** The ASCII record and unit separators, which no form lets through. */
	private static final String MARK = "\u001e";

	private static final String SEPARATOR = "\u001f";

	private static final int SHOWN = 80;

	public Text {
		arguments = List.copyOf(arguments);
	}

	public static Text of(String key, Object... arguments) {
		return new Text(key, Arrays.stream(arguments).map(String::valueOf).toList());
	}

	/**
	 * A line of somebody's as messages repeat it: no more of it than tells it from
	 * others.
	 */
	public static String shortened(String line) {
		if (line.codePointCount(0, line.length()) <= SHOWN) {
			return line;
		}
		return line.substring(0, line.offsetByCodePoints(0, SHOWN - 1)) + "…";
	}

	/**
	 * In one string, for where only strings are kept; {@link #unpacked} gives it back.
	 */
	public String packed() {
		return MARK + this.key
				+ this.arguments.stream().map((argument) -> SEPARATOR + argument).collect(Collectors.joining());
	}

	/** The text that was packed; empty where the string is none. */
	public static Optional<Text> unpacked(String string) {
		if (!string.startsWith(MARK)) {
			return Optional.empty();
		}
		List<String> parts = List.of(string.substring(1).split(SEPARATOR, -1));
		return Optional.of(new Text(parts.getFirst(), parts.subList(1, parts.size())));
	}

	/**
	 * As it is told where it repeats others' words, which may hold what they were sent.
	 */
	Text redacted() {
		return new Text(this.key, this.arguments.stream().map(Redaction::of).toList());
	}

	@Override
	public String toString() {
		return this.arguments.isEmpty() ? this.key : this.key + this.arguments;
	}

}
