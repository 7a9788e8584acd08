package io.gatehouse.ban.feed;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GoDurationTests {

	@ParameterizedTest
	@CsvSource({ "3h59m59.9s, PT3H59M59.9S", "-1h2m3.5s, PT-1H-2M-3.5S", "0, PT0S", "0s, PT0S", "+5m, PT5M",
			".5s, PT0.5S", "1.s, PT1S", "1.5h, PT1H30M", "250ms, PT0.25S", "10µs, PT0.00001S", "10μs, PT0.00001S",
			"10us, PT0.00001S", "7ns, PT0.000000007S", "1s1h, PT1H1S", "0.1ns, PT0S",
			"9223372036854775807ns, PT2562047H47M16.854775807S" })
	void readsWhatGoReads(String text, Duration duration) {
		assertThat(GoDuration.parse(text)).contains(duration);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-", "3", "3h ", " 3h", "h", ".s", "1d", "1h-2m", "--1h", "1e3s", "0x1s", "1..5s",
			"PT1H", "9223372036854775808ns", "2562048h", "٣h" })
	void refusesWhatGoRefuses(String text) {
		assertThat(GoDuration.parse(text)).isEmpty();
	}

	@Test
	void readsAllThatGoWrites() {
		Random random = new Random(42);
		for (int i = 0; i < 20_000; i++) {
			long nanos = random.nextLong() >> random.nextInt(64);
			if (nanos != Long.MIN_VALUE) {
				assertThat(GoDuration.parse(written(nanos))).as(written(nanos)).contains(Duration.ofNanos(nanos));
			}
		}
	}

	@Test
	void survivesAnything() {
		Random random = new Random(7);
		String signs = "0123456789.-+hmsuµn e";
		for (int i = 0; i < 20_000; i++) {
			String text = random.ints(random.nextInt(12), 0, signs.length())
				.collect(StringBuilder::new, (made, index) -> made.append(signs.charAt(index)), StringBuilder::append)
				.toString();
			GoDuration.parse(text).ifPresent((read) -> assertThat(text).as(text).matches("[-+]?(0|[0-9.]+.*[smh])"));
		}
		assertThat(GoDuration.parse("9".repeat(100_000) + "s")).isEmpty();
	}

	/** As Go's Duration.String does. */
	private static String written(long nanos) {
		long all = Math.abs(nanos);
		String sign = (nanos < 0) ? "-" : "";
		if (all < 1_000_000_000L) {
			if (all == 0) {
				return "0s";
			}
			return sign + ((all < 1_000) ? all + "ns"
					: (all < 1_000_000) ? decimal(all, 3) + "µs" : decimal(all, 6) + "ms");
		}
		long minutes = all / 60_000_000_000L;
		String seconds = decimal(all % 60_000_000_000L, 9) + "s";
		return sign + ((minutes >= 60) ? minutes / 60 + "h" : "") + ((minutes > 0) ? minutes % 60 + "m" : "") + seconds;
	}

	private static String decimal(long number, int digits) {
		BigDecimal decimal = BigDecimal.valueOf(number, digits);
		return (decimal.signum() == 0) ? "0" : decimal.stripTrailingZeros().toPlainString();
	}

}
