package io.gatehouse.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.ibm.icu.text.MessageFormat;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesTests {

	private static final Locale RUSSIAN = Locale.of("ru");

	private final Map<Locale, Map<String, String>> all = MessageFiles.read();

	@Test
	void sayEverythingInEveryLanguage() {
		assertThat(this.all.get(Locale.ENGLISH)).isNotEmpty();
		assertThat(this.all.get(RUSSIAN).keySet()).isEqualTo(this.all.get(Locale.ENGLISH).keySet());
	}

	/** Of two, the one on top would be lost without a word. */
	@Test
	void areInTheirFileOnce() throws IOException {
		Resource[] files = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:io/gatehouse/*/messages*.properties");
		assertThat(Stream.concat(Stream.of(files),
				Stream.of("messages.properties", "messages_ru.properties").map(ClassPathResource::new)))
			.hasSizeGreaterThan(2)
			.allSatisfy((file) -> assertThat(file.getContentAsString(StandardCharsets.UTF_8)
				.lines()
				.filter((line) -> line.contains("="))
				.map((line) -> line.substring(0, line.indexOf('=')))).doesNotHaveDuplicates());
	}

	@Test
	void takeTheSameArgumentsInEveryLanguage() {
		this.all.get(Locale.ENGLISH)
			.forEach((key,
					english) -> assertThat(
							new MessageFormat(this.all.get(RUSSIAN).get(key), RUSSIAN).getArgumentNames())
						.as(key)
						.isEqualTo(new MessageFormat(english, Locale.ENGLISH).getArgumentNames()));
	}

	@Test
	void countInRussian() {
		String pattern = "{count, plural, one {# заявка} few {# заявки} many {# заявок} other {# заявки}}";
		IcuMessageSource messages = new IcuMessageSource(
				Map.of(RUSSIAN, Map.of("named", pattern, "first", pattern.replace("count", "0"))));

		assertThat(messages.getMessage("named", new Object[] { Map.of("count", 1) }, RUSSIAN)).isEqualTo("1 заявка");
		assertThat(messages.getMessage("named", new Object[] { Map.of("count", 3) }, RUSSIAN)).isEqualTo("3 заявки");
		assertThat(messages.getMessage("first", new Object[] { 11 }, RUSSIAN)).isEqualTo("11 заявок");
	}

	@Test
	void fallBackToEnglishThenToWords() {
		IcuMessageSource messages = new IcuMessageSource(Map.of(Locale.ENGLISH, Map.of("known", "It''s known")));

		assertThat(messages.getMessage("known", null, RUSSIAN)).isEqualTo("It's known");
		assertThat(messages.getMessage("known", null, Locale.FRENCH)).isEqualTo("It's known");
		assertThat(messages.getMessage("some.unknownKey", null, RUSSIAN)).isEqualTo("Unknown key");
		assertThat(messages.getMessage("some.unknownKey", null, null, RUSSIAN)).isNull();
		assertThat(messages.getMessage("some.unknownKey", null, "as given {0}", RUSSIAN)).isEqualTo("as given {0}");
	}

}
