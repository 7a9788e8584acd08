package io.gatehouse.request.form;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.ibm.icu.text.MessageFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormMessagesTests {

	private static final Pattern KEY = Pattern.compile("\"(form\\.[a-z-]+)\"|#\\{(form\\.[a-z.-]+)");

	@ParameterizedTest
	@ValueSource(strings = { "messages.properties", "messages_ru.properties" })
	void sayAllThatTheCodeAndThePageName(String file) throws IOException {
		Set<String> keys = new TreeSet<>(messages(file).stringPropertyNames());
		assertThat(keys).containsAll(named());
		for (Durations.Unit unit : Durations.Unit.values()) {
			assertThat(keys).contains("form.at-least." + unit.parameter(), "form.at-most." + unit.parameter(),
					"form.unit." + unit.parameter());
		}
	}

	@Test
	void areTheSameInBothLanguages() throws IOException {
		assertThat(forms("messages.properties").keySet()).isEqualTo(forms("messages_ru.properties").keySet());
	}

	@ParameterizedTest
	@ValueSource(strings = { "messages.properties", "messages_ru.properties" })
	void leaveNoArgumentOpen(String file) throws IOException {
		forms(file).forEach((key, message) -> assertThat(format((String) message, "5", "7", "3", "9")).as("%s", key)
			.doesNotContain("{")
			.doesNotContain("}"));
	}

	@ParameterizedTest
	@CsvSource({ "form.too-short,1,Use at least 1 character.", "form.too-short,3,Use at least 3 characters.",
			"form.at-most.days,1,Choose at most 1 day.", "form.at-most.days,30,Choose at most 30 days." })
	void countInEnglish(String key, String count, String message) throws IOException {
		assertThat(format(messages("messages.properties").getProperty(key), count)).isEqualTo(message);
	}

	private static String format(String pattern, Object... arguments) {
		// As the portal's own source of messages does: what is counted is a number.
		Object[] numbers = Stream.of(arguments)
			.map((argument) -> pattern.contains(", plural") || pattern.contains(", number")
					? Long.valueOf(argument.toString()) : argument)
			.toArray();
		return new MessageFormat(pattern, Locale.ENGLISH).format(numbers);
	}

	private static Properties forms(String file) throws IOException {
		Properties forms = messages(file);
		forms.keySet().removeIf((key) -> !key.toString().startsWith("form."));
		return forms;
	}

	private static Properties messages(String file) throws IOException {
		Properties messages = new Properties();
		try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources", file), StandardCharsets.UTF_8)) {
			messages.load(reader);
		}
		return messages;
	}

	private static Set<String> named() throws IOException {
		try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/gatehouse/request/form"))) {
			List<Path> files = Stream
				.concat(sources, Stream.of(Path.of("src/main/resources/templates/fragments/form.html")))
				.toList();
			return files.stream()
				.flatMap((file) -> KEY.matcher(text(file)).results())
				.map((found) -> (found.group(1) != null) ? found.group(1) : found.group(2))
				.filter((key) -> !key.endsWith("."))
				.collect(Collectors.toSet());
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
