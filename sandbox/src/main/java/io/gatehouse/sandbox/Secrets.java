package io.gatehouse.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Passwords and tokens of a sandbox, each made up once and kept in a file of mode 0600.
 */
final class Secrets {

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Path file;

	private final Map<String, String> values = new TreeMap<>();

	Secrets(Path file) {
		this.file = file;
		if (Files.exists(file)) {
			try (Reader reader = Files.newBufferedReader(file)) {
				Properties properties = new Properties();
				properties.load(reader);
				properties.forEach((name, value) -> this.values.put(name.toString(), value.toString()));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/** The secret of that name: 32 hexadecimal digits. */
	synchronized String get(String name) {
		return get(name, "");
	}

	/** The secret of that name, which begins with the prefix. */
	synchronized String get(String name, String prefix) {
		String known = this.values.get(name);
		if (known == null) {
			byte[] bytes = new byte[16];
			RANDOM.nextBytes(bytes);
			known = prefix + HexFormat.of().formatHex(bytes);
			this.values.put(name, known);
			Folders.writePrivate(this.file,
					this.values.entrySet()
						.stream()
						.map((entry) -> entry.getKey() + "=" + entry.getValue() + "\n")
						.collect(Collectors.joining()));
		}
		return known;
	}

}
