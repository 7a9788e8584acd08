package io.gatehouse.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.gatehouse.Gatehouse;
import io.gatehouse.request.execution.WatchedPortal;

/** Runs the commands of {@code bin/} and of the portal as an operator does. */
final class Shell {

	private final Path root = root();

	private final Path config;

	private final String portal;

	/**
	 * For a portal with these properties.
	 * @param folder where the file of its configuration is put
	 */
	Shell(Path folder, String name, Map<String, Object> properties) {
		this(folder, name, properties, portal());
	}

	/**
	 * For a portal that is called in another way.
	 * @param portal words with blanks between them
	 */
	Shell(Path folder, String name, Map<String, Object> properties, String portal) {
		this.portal = portal;
		this.config = folder.resolve(name + ".properties");
		StringBuilder text = new StringBuilder();
		new TreeMap<>(properties).forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
		try {
			Files.writeString(this.config, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What a command said on both streams, and what it ended with. */
	record Said(int status, String text) {
	}

	/** One of {@code bin/}, with the configuration. */
	Said bin(String command, String... arguments) {
		List<String> line = new ArrayList<>(
				List.of(this.root.resolve("bin/" + command).toString(), "--config", this.config.toString()));
		line.addAll(List.of(arguments));
		return run(line);
	}

	/** One of the portal's own. */
	Said gatehouse(String... words) {
		List<String> line = new ArrayList<>(List.of(this.portal.split(" ")));
		line.addAll(List.of(words));
		line.add("--spring.config.additional-location=file:" + this.config);
		return run(line);
	}

	/** How the portal of this release is called. */
	static String portal() {
		return String.join(" ", ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
				"-Xmx256m", "-cp", WatchedPortal.productClassPath(), Gatehouse.class.getName());
	}

	/** What another program answers, which bin/test installs. */
	static String succeed(String... line) throws IOException {
		Process process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			if (process.waitFor() != 0) {
				throw new IllegalStateException(String.join(" ", line) + ": " + text);
			}
			return text;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private Said run(List<String> line) {
		try {
			ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
			builder.environment().put("GATEHOUSE_COMMAND", this.portal);
			Process process = builder.start();
			process.getOutputStream().close();
			String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Said(process.waitFor(), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The project's folder, wherever Maven was started. */
	static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		return Files.isDirectory(folder.resolve("bin")) ? folder : folder.getParent();
	}

}
