package io.gatehouse.request.web;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Lines of comma-separated values as RFC 4180 has them, safe to be opened in a
 * spreadsheet.
 */
final class Csv {

	private static final Pattern FORMULA = Pattern.compile("(?<=^|[;\\r\\n])[ \"]*[=+\\-@]|(?<=^|[;\\r\\n])[\\t\\r]");

	private Csv() {
	}

	static String line(@Nullable Object... values) {
		return Arrays.stream(values).map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
	}

	private static String field(@Nullable Object value) {
		String text = (value != null) ? value.toString() : "";
		// A spreadsheet would run what begins like a formula; where it takes semicolons
		// for
		// separators, as it does with Russian settings, cells begin inside of a value
		// too.
		String inert = FORMULA.matcher(text).replaceAll("'$0");
		return inert.matches("(?s).*[\",;\\r\\n].*") ? "\"" + inert.replace("\"", "\"\"") + "\"" : inert;
	}

}
