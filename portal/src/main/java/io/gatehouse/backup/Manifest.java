package io.gatehouse.backup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
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

	private static final Pattern ANY = Pattern.compile(".+");

	private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

	private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

	private static final Pattern HEAD = Pattern.compile("-|[0-9a-f]{64}");

	private static final Pattern STAND = Pattern.compile("-?\\d{1,19} (true|false)");

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
		Map<String, String> migrations = below("migration.", lines);
		Map<String, String> sequences = below("sequence.", lines);
		sequences.forEach((name, stand) -> checked("sequence." + name, stand, STAND));
		String schema = value(lines, "schema", ANY);
		if (!migrations.containsKey(schema)) {
			throw new Refusal("The manifest of this backup has no migration " + schema + ", which is its schema's.");
		}
		return new Manifest(value(lines, "made", TIME), value(lines, "database", ANY), value(lines, "postgresql", ANY),
				schema, migrations, sequences, Long.parseLong(value(lines, "audit.events", NUMBER)),
				value(lines, "audit.head", HEAD));
	}

	private static String value(Map<String, String> lines, String name, Pattern form) {
		String value = lines.get(name);
		if (value == null) {
			throw new Refusal("The manifest of this backup lacks " + name + ".");
		}
		return checked(name, value, form);
	}

	private static String checked(String name, String value, Pattern form) {
		if (!form.matcher(value).matches()) {
			throw new Refusal(
					"The manifest of this backup has something else for " + name + " than it should: " + value);
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

}
