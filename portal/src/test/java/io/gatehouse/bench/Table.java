package io.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What was measured, a row each. */
final class Table {

	private static final String ROW = "%-72s %14s %14s %8s  %s%n";

	private final Path file;

	private final List<String> rows = new ArrayList<>();

	Table(Path file) {
		this.file = file;
	}

	/**
	 * Adds a figure.
	 * @param baseline of another program doing the same in the same run; null for none
	 */
	void row(String work, double figure, String unit, @Nullable Double baseline, String goal) {
		this.rows
			.add(ROW.formatted(work, said(figure) + " " + unit, (baseline != null) ? said(baseline) + " " + unit : "",
					(baseline != null) ? said(figure / baseline) : "", goal));
	}

	private static String said(double figure) {
		return String.format(Locale.ROOT, (figure < 10) ? "%.3f" : "%.0f", figure);
	}

	void write() throws IOException {
		Files.writeString(this.file,
				ROW.formatted("work", "here", "baseline", "ratio", "goal") + String.join("", this.rows));
	}

}
