package io.gatehouse.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The table that {@code bin/chaos} prints: each scenario adds its row where it held.
 */
public final class Report {

	/** {@code full} for the long version of each scenario. */
	public static final boolean LONG = "full".equals(System.getProperty("gatehouse.survival"));

	private static final String ROW = "%-46s | %-58s | %s%n";

	private Report() {
	}

	/**
	 * Tells that a scenario held.
	 * @param did what was done, with its seed where there is one
	 * @param figures what was measured; empty for nothing
	 */
	public static void held(String scenario, String did, String figures) {
		String row = ROW.formatted(scenario, did, figures);
		System.out.print(row);
		String file = System.getProperty("gatehouse.survival.report", "");
		if (!file.isEmpty()) {
			try {
				Files.writeString(Path.of(file), row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/**
	 * The seed of what happens at random; given to have the same once more. It is printed
	 * at once: what does not hold has no row.
	 */
	static long seed() {
		long seed = Long.getLong("gatehouse.survival.seed", System.nanoTime() & 0xffff_ffffL);
		System.out.println("seed " + seed);
		return seed;
	}

	/** In seconds, of times in any order. */
	static String p50And99(Collection<Duration> times) {
		List<Duration> sorted = times.stream().sorted().toList();
		return String.format(Locale.ROOT, "p50 %.2f s, p99 %.2f s", seconds(sorted, 50), seconds(sorted, 99));
	}

	private static double seconds(List<Duration> sorted, int percent) {
		int index = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
		return sorted.get(Math.max(0, index)).toMillis() / 1000.0;
	}

}
