package io.gatehouse.adapter.gitlab;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.ibm.icu.text.MessageFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** That every text of the adapter has words, in both languages. */
class WordsTests {

	private static final Path SOURCES = Path.of("src/main/java/io/gatehouse/adapter/gitlab");

	private static final Pattern KEY = Pattern.compile("Text\\s*\\.of\\(\"(gitlab\\.[a-z.-]+)\"");

	@Test
	void hasWordsForEveryTextInBothLanguages() throws IOException {
		Properties english = words("messages.properties");
		Properties russian = words("messages_ru.properties");
		Set<String> used = new TreeSet<>();
		try (Stream<Path> files = Files.list(SOURCES)) {
			for (Path file : files.toList()) {
				Matcher keys = KEY.matcher(Files.readString(file));
				while (keys.find()) {
					used.add(keys.group(1));
				}
			}
		}
		assertThat(used).hasSizeGreaterThan(30);
		assertThat(own(english)).isEqualTo(used);
		assertThat(own(russian)).isEqualTo(used);
		for (String key : used) {
			assertThat(new MessageFormat(english.getProperty(key)).getArgumentNames()).as(key)
				.isEqualTo(new MessageFormat(russian.getProperty(key)).getArgumentNames());
		}
	}

	private static Set<String> own(Properties words) {
		Set<String> own = new TreeSet<>(words.stringPropertyNames());
		own.removeIf((key) -> !key.startsWith("gitlab."));
		return own;
	}

	private static Properties words(String file) throws IOException {
		Properties words = new Properties();
		try (InputStreamReader reader = new InputStreamReader(WordsTests.class.getResourceAsStream("/" + file),
				StandardCharsets.UTF_8)) {
			words.load(reader);
		}
		return words;
	}

}
