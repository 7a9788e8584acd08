package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Vault's ways to write a duration: seconds as a number or text, or {@code 1h30m}. */
final class Durations {

	private static final Pattern WHOLE = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ms|[dhms]))+");

	private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|[dhms])");

	private Durations() {
	}

	/** Nothing where the text is not a duration. */
	static Optional<Duration> parse(String text) {
		String trimmed = text.trim();
		if (trimmed.isEmpty()) {
			return Optional.of(Duration.ZERO);
		}
		if (trimmed.matches("\\d+")) {
			return Optional.of(Duration.ofSeconds(Long.parseLong(trimmed)));
		}
		if (!WHOLE.matcher(trimmed).matches()) {
			return Optional.empty();
		}
		Duration sum = Duration.ZERO;
		Matcher part = PART.matcher(trimmed);
		while (part.find()) {
			sum = sum.plusMillis(Math.round(Double.parseDouble(part.group(1)) * millis(part.group(2))));
		}
		return Optional.of(sum);
	}

	/** As Go prints it: {@code 1h30m0s}, {@code 45s}, {@code 0s}. */
	static String print(Duration duration) {
		long hours = duration.toHours();
		int minutes = duration.toMinutesPart();
		int seconds = duration.toSecondsPart();
		if (hours > 0) {
			return hours + "h" + minutes + "m" + seconds + "s";
		}
		return (minutes > 0) ? minutes + "m" + seconds + "s" : seconds + "s";
	}

	/** As a person writes it: {@code 1h30m}, {@code 5h}. */
	static String brief(Duration duration) {
		String text = print(duration);
		text = text.endsWith("m0s") ? text.substring(0, text.length() - 2) : text;
		return text.endsWith("h0m") ? text.substring(0, text.length() - 2) : text;
	}

	private static long millis(String unit) {
		return switch (unit) {
			case "ms" -> 1;
			case "s" -> 1_000;
			case "m" -> 60_000;
			case "h" -> 3_600_000;
			default -> 86_400_000;
		};
	}

}
