package io.gatehouse.backup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a backup says of itself, a line for each.
 *
 * @param made when, by the database's clock
 * @param postgresql the server's version
 * @param schema the version of the last migration
 * @param migrations the checksum of each, by version
 * @param sequences where each stands: its value, and whether that was given out
 * @param auditEvents the number of the last event
 * @param auditHead its hash
 */
record Manifest(String made, String database, String postgresql, String schema, Map<String, String> migrations,
		Map<String, String> sequences, long auditEvents, String auditHead) {

	static final String ENTRY = "manifest";

	private static final String FORMAT = "gatehouse-backup 1";

	Manifest {
		migrations = new LinkedHashMap<>(migrations);
		sequences = new LinkedHashMap<>(sequences);
	}

	String text() {
		return "format=" + FORMAT + "\nmade=" + this.made + "\ndatabase=" + this.database + "\npostgresql="
				+ this.postgresql + "\nschema=" + this.schema + "\naudit.events=" + this.auditEvents + "\naudit.head="
				+ this.auditHead + "\n" + lines("migration.", this.migrations) + lines("sequence.", this.sequences);
	}

	private static String lines(String prefix, Map<String, String> values) {
		return values.entrySet()
			.stream()
			.map((entry) -> prefix + entry.getKey() + "=" + entry.getValue() + "\n")
			.collect(Collectors.joining());
	}

	static Manifest read(String text) {
		Map<String, String> lines = text.lines()
			.filter((line) -> line.contains("="))
			.map((line) -> line.split("=", 2))
			.collect(Collectors.toMap((line) -> line[0], (line) -> line[1], (one, other) -> other, LinkedHashMap::new));
		String format = lines.getOrDefault("format", "");
		if (!format.equals(FORMAT)) {
			throw new Refusal(format.startsWith("gatehouse-backup ")
					? "This backup is of a later kind (" + format + "): restore it with the release that made it."
					: "This is no backup of Gatehouse.");
		}
		return new Manifest(value(lines, "made"), value(lines, "database"), value(lines, "postgresql"),
				value(lines, "schema"), below("migration.", lines), below("sequence.", lines),
				Long.parseLong(value(lines, "audit.events")), value(lines, "audit.head"));
	}

	private static String value(Map<String, String> lines, String name) {
		String value = lines.get(name);
		if (value == null) {
			throw new Refusal("The manifest of this backup lacks " + name + ".");
		}
		return value;
	}

	private static Map<String, String> below(String prefix, Map<String, String> lines) {
		Map<String, String> values = new LinkedHashMap<>();
		lines.forEach((name, value) -> {
			if (name.startsWith(prefix)) {
				values.put(name.substring(prefix.length()), value);
			}
		});
		return values;
	}

	/** In a line, for people. */
	String said() {
		return "of %s, made at %s, schema %s, audit chain of %d events, head %s".formatted(this.database, this.made,
				this.schema, this.auditEvents, this.auditHead);
	}

}
