package io.gatehouse;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.gatehouse.adapter.GuardLimits;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import static org.assertj.core.api.Assertions.assertThat;

class DocsTests {

	private static final Pattern ROW = Pattern
		.compile("(?m)^\\| `(gatehouse\\.[^`]+)` \\| .* \\| ?(?:`([^`]*)`|none)? ?\\|$");

	/** Not to pictures: they are made by a browser. */
	private static final Pattern LINK = Pattern.compile("]\\((?!https?://|#|docs/images/)([^)#]+)(?:#[^)]*)?\\)");

	private final Path root = root();

	@Test
	void nameEveryPropertyWithItsDefault() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		ROW.matcher(Files.readString(this.root.resolve("docs/operations.md")))
			.results()
			.forEach((row) -> documented.put(row.group(1).replaceFirst("(\\.[A-Z]+)+$", ""), text(row)));
		Map<String, String> properties = properties();

		assertThat(properties).hasSizeGreaterThan(30);
		assertThat(documented.keySet()).containsAll(properties.keySet());
		properties.forEach((name, value) -> {
			if (!value.isEmpty()) {
				assertThat(documented.get(name)).as("default of %s", name).isEqualTo(value);
			}
		});
	}

	private static String text(MatchResult row) {
		return (row.group(2) != null) ? row.group(2) : "";
	}

	private static Map<String, String> properties() {
		Map<String, String> properties = new TreeMap<>();
		new ClassFileImporter().importUrl(Gatehouse.class.getProtectionDomain().getCodeSource().getLocation())
			.stream()
			.filter((type) -> type.isAnnotatedWith(ConfigurationProperties.class))
			.map(JavaClass::reflect)
			.forEach((type) -> collect(type.getAnnotation(ConfigurationProperties.class).value(), type, properties));
		return properties;
	}

	private static void collect(String prefix, Class<?> type, Map<String, String> properties) {
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase();
			if (component.getType() == GuardLimits.class) {
				collect("gatehouse.SYSTEM.limits", GuardLimits.class, properties);
			}
			else if (component.getType().isRecord()) {
				collect(name, component.getType(), properties);
			}
			else {
				DefaultValue value = component.getAnnotation(DefaultValue.class);
				properties.put(name, (value != null) ? String.join(", ", value.value()) : "");
			}
		}
	}

	@Test
	void linkToWhatIsThere() throws IOException {
		List<String> broken = new ArrayList<>();
		try (Stream<Path> pages = Files.walk(this.root.resolve("docs"))) {
			Stream<Path> more = Arrays.asList("README.md", "CONTRIBUTING.md").stream().map(this.root::resolve);
			for (Path page : Stream.concat(more, pages.filter((file) -> file.toString().endsWith(".md"))).toList()) {
				LINK.matcher(Files.readString(page))
					.results()
					.map((link) -> link.group(1))
					.filter((link) -> !Files.exists(page.resolveSibling(link)))
					.forEach((link) -> broken.add(page.getFileName() + ": " + link));
			}
		}

		assertThat(broken).isEmpty();
	}

	@Test
	void nameTestsThatAreThere() throws IOException {
		Set<String> tests;
		try (Stream<Path> files = Files.walk(this.root.resolve("portal/src/test/java"))) {
			tests = files.map((file) -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
		}
		List<String> named = Pattern.compile("`(\\w+Tests)`")
			.matcher(Files.readString(this.root.resolve("docs/security.md")))
			.results()
			.map((name) -> name.group(1))
			.toList();
		assertThat(named).hasSizeGreaterThan(20);
		assertThat(tests).as("a promise that no test shows").containsAll(named);
		try (Stream<Path> files = Files.list(this.root.resolve("portal/src/test/java/io/gatehouse/security"))) {
			assertThat(files.map((file) -> file.getFileName().toString().replace(".java", ""))
				.filter((name) -> name.endsWith("Tests"))).as("what a test shows is promised").isSubsetOf(named);
		}
	}

	private static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		return Files.isDirectory(folder.resolve("docs")) ? folder : folder.getParent();
	}

}
