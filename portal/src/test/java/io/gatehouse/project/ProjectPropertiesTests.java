package io.gatehouse.project;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class ProjectPropertiesTests {

	@Test
	void haveDefaults() {
		ProjectProperties properties = bound(Map.of());
		assertThat(properties.perPerson()).isEqualTo(5);
		assertThat(properties.template())
			.isEqualTo(new ProjectProperties.Template("platform/ci-templates", "/service.yml", "main"));
		assertThat(properties.libraries()).isEqualTo("platform/libraries");
		assertThat(properties.clusterRole()).isEqualTo("edit");
		assertThat(properties.groupPrefix()).isEmpty();
	}

	@Test
	void areRead() {
		ProjectProperties properties = bound(Map.of("gatehouse.project.per-person", "2",
				"gatehouse.project.template.ref", "v3", "gatehouse.project.group-prefix", "oidc:"));
		assertThat(properties.perPerson()).isEqualTo(2);
		assertThat(properties.template().ref()).isEqualTo("v3");
		assertThat(properties.template().project()).isEqualTo("platform/ci-templates");
		assertThat(properties.groupPrefix()).isEqualTo("oidc:");
	}

	private static ProjectProperties bound(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("gatehouse.project",
				ProjectProperties.class);
	}

}
