package io.gatehouse.ban.feed;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go writes them, such as {@code -1h2m3.5s}; see {@code ParseDuration} in
 * Go's package "time".
 */
final class GoDuration {

	private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");

	private static final Map<String, Long> NANOS = Map.of("ns", 1L, "us", 1_000L, "µs", 1_000L, "μs", 1_000L, "ms",
			1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

	private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

	private static final int LONGEST_TEXT = 100;

	private GoDuration() {
	}

	/** Empty where it is none, or longer than Go can hold (some 292 years). */
	static Optional<Duration> parse(String text) {
		boolean negative = text.startsWith("-");
		String rest = (negative || text.startsWith("+")) ? text.substring(1) : text;
		if (rest.equals("0")) {
			return Optional.of(Duration.ZERO);
		}
		if (rest.isEmpty() || rest.length() > LONGEST_TEXT) {
			return Optional.empty();
		}
		BigInteger nanos = BigInteger.ZERO;
		Matcher part = PART.matcher(rest);
		for (int at = 0; at < rest.length(); at = part.end()) {
			if (!part.region(at, rest.length()).lookingAt()) {
				return Optional.empty();
			}
			nanos = nanos.add(nanos(part.group(1), part.group(2)));
		}
		if (nanos.compareTo(MOST) > 0) {
			return Optional.empty();
		}
		return Optional.of(Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue()));
	}

	private static BigInteger nanos(String number, String unit) {
		return new BigDecimal(number).multiply(BigDecimal.valueOf(NANOS.getOrDefault(unit, 0L)))
			.setScale(0, RoundingMode.DOWN)
			.toBigInteger();
	}

}
