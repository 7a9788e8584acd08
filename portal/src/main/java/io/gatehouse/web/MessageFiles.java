package io.gatehouse.web;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The messages that lie on the class path: the common ones, and those in the folder of
 * each capability.
 */
final class MessageFiles {

	private MessageFiles() {
	}

	/** Patterns by language and key. A key that two files have is a mistake. */
	static Map<Locale, Map<String, String>> read() {
		Map<Locale, Map<String, String>> all = new HashMap<>();
		for (Locale language : Languages.ALL) {
			String name = language.equals(Languages.FALLBACK) ? "messages.properties"
					: "messages_" + language + ".properties";
			Map<String, String> patterns = new HashMap<>();
			read("classpath*:" + name, patterns);
			read("classpath*:io/gatehouse/*/" + name, patterns);
			all.put(language, patterns);
		}
		return all;
	}

	private static void read(String location, Map<String, String> patterns) {
		try {
			for (Resource file : new PathMatchingResourcePatternResolver().getResources(location)) {
				read(file, patterns);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void read(Resource file, Map<String, String> patterns) throws IOException {
		Properties properties = new Properties();
		properties.load(new StringReader(file.getContentAsString(StandardCharsets.UTF_8)));
		properties.forEach((key, pattern) -> {
			if (patterns.putIfAbsent(key.toString(), pattern.toString()) != null) {
				throw new IllegalStateException("The message " + key + " in " + file + " is in another file too");
			}
		});
	}

}
