package io.gatehouse.survival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.gatehouse.backup.BackupFile;

/**
 * What a release left in its database: a backup as text, so that Git and people can read
 * it. Rows are sorted.
 *
 * @param entries the texts of the backup's entries, by their names
 */
record ReleaseDump(Map<String, String> entries) {

	private static final String MARK = "==== ";

	private static final Pattern MIGRATION = Pattern.compile("(?m)^migration\\.([^=]+)=(.*)$");

	private static final Pattern MADE = Pattern.compile("(?m)^made=(.*)$");

	/** Where the dumps of all releases are. */
	static Path folder() {
		return Shell.root().resolve("portal/src/test/resources/releases");
	}

	static ReleaseDump ofBackup(Path file) throws IOException {
		Map<String, String> entries = new LinkedHashMap<>(BackupFile.of(Files.readAllBytes(file)).entries());
		entries.replaceAll((name, text) -> name.equals("manifest") ? text
				: text.lines().sorted().map((line) -> line + "\n").collect(Collectors.joining()));
		return new ReleaseDump(entries);
	}

	static ReleaseDump read(Path file) throws IOException {
		Map<String, String> entries = new LinkedHashMap<>();
		Arrays.stream(Files.readString(file).split("(?m)^" + MARK))
			.filter((part) -> !part.isEmpty())
			.forEach((part) -> entries.put(part.substring(0, part.indexOf('\n')),
					part.substring(part.indexOf('\n') + 1)));
		return new ReleaseDump(entries);
	}

	void write(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file,
				this.entries.entrySet()
					.stream()
					.map((entry) -> MARK + entry.getKey() + "\n" + entry.getValue())
					.collect(Collectors.joining()));
	}

	/** A backup that {@code bin/restore} takes. */
	Path backup(Path file) throws IOException {
		return Files.write(file, new BackupFile(this.entries).bytes());
	}

	/** The checksums of its migrations. */
	Map<String, String> migrations() {
		return MIGRATION.matcher(manifest())
			.results()
			.collect(Collectors.toMap((found) -> found.group(1), (found) -> found.group(2), (one, other) -> other,
					TreeMap::new));
	}

	Instant made() {
		Matcher made = MADE.matcher(manifest());
		made.find();
		return Instant.parse(made.group(1));
	}

	private String manifest() {
		return this.entries.getOrDefault("manifest", "");
	}

	static Stream<Path> all() throws IOException {
		try (Stream<Path> files = Files.list(folder())) {
			return files.sorted().toList().stream();
		}
	}

}
