package io.gatehouse.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes what the documents tell operators to set up, so that tests run with just that.
 */
public final class Docs {

	private Docs() {
	}

	/** The first block of a language in a page below {@code docs}. */
	public static String block(String page, String language) {
		try {
			String text = Files.readString(root().resolve("docs").resolve(page));
			int start = text.indexOf("```" + language + "\n") + language.length() + 4;
			return text.substring(start, text.indexOf("```", start));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		return Files.isDirectory(folder.resolve("docs")) ? folder : folder.getParent();
	}

}
