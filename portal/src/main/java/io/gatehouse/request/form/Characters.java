package io.gatehouse.request.form;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The hygiene of typed text: one way to write a word, no blanks around it, and nothing in
 * it that can't be seen or turns the order of what is seen.
 */
final class Characters {

	private static final Pattern LINE_BREAK = Pattern.compile("\\R");

	private Characters() {
	}

	/** Splits and unites lines the same way, whatever system they were typed on. */
	static String lines(String typed) {
		return LINE_BREAK.matcher(typed).replaceAll("\n");
	}

	/** Puts the text into NFC and takes the blanks around it away. */
	static String normal(String typed) {
		return trimmed(Normalizer.normalize(typed, Normalizer.Form.NFC));
	}

	private static String trimmed(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && blank(text.charAt(start))) {
			start++;
		}
		while (end > start && blank(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	// People paste the no-break space and the byte order mark without knowing it.
	private static boolean blank(char character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '\uFEFF';
	}

	static boolean clean(String text, boolean multiline) {
		return text.codePoints().noneMatch((character) -> unseen(character, multiline));
	}

	/** The text without what makes it unclean. */
	static String cleaned(String text, boolean multiline) {
		if (clean(text, multiline)) {
			return text;
		}
		return text.codePoints()
			.filter((character) -> !unseen(character, multiline))
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private static boolean unseen(int character, boolean multiline) {
		return switch (Character.getType(character)) {
			case Character.CONTROL -> !(multiline && (character == '\n' || character == '\t'));
			case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			// Half of a pair: neither UTF-8 nor PostgreSQL can hold it.
			case Character.SURROGATE -> true;
			// Directional marks, embeddings, overrides and isolates; the zero width
			// space and the byte order mark. Joiners stay: emoji are made with them.
			case Character.FORMAT -> character == 0x061C || character == 0x200B || character == 0x200E
					|| character == 0x200F || (character >= 0x202A && character <= 0x202E)
					|| (character >= 0x2066 && character <= 0x2069) || character == 0xFEFF;
			default -> false;
		};
	}

}
