package io.gatehouse.request.web;

/**
 * Where two values differ: what both begin with, what each has of its own, and what both
 * end with. Only whole words count as the same.
 */
record Difference(String start, String before, String after, String end) {

	static Difference between(String before, String after) {
		int shorter = Math.min(before.length(), after.length());
		int start = 0;
		while (start < shorter && before.charAt(start) == after.charAt(start)) {
			start++;
		}
		start = wordBefore(before, after, start);
		int end = 0;
		while (end < shorter - start
				&& before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
			end++;
		}
		end = wordAfter(before, after, end);
		return new Difference(before.substring(0, start), before.substring(start, before.length() - end),
				after.substring(start, after.length() - end), before.substring(before.length() - end));
	}

	private static int wordBefore(String before, String after, int at) {
		int start = at;
		while (start > 0 && (inWord(before, start) || inWord(after, start))) {
			start--;
		}
		return start;
	}

	private static int wordAfter(String before, String after, int length) {
		int end = length;
		while (end > 0 && (inWord(before, before.length() - end) || inWord(after, after.length() - end))) {
			end--;
		}
		return end;
	}

	/** Whether a word goes on across this place. */
	private static boolean inWord(String text, int at) {
		return at > 0 && at < text.length() && isWord(text.charAt(at - 1)) && isWord(text.charAt(at));
	}

	private static boolean isWord(char character) {
		return Character.isLetterOrDigit(character) || Character.isSurrogate(character) || character == '-';
	}

}
