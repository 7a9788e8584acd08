package io.gatehouse.adapter.vault;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class VaultPropertiesTests {

	@Test
	void hasDefaults() {
		VaultProperties properties = bind();
		assertThat(properties.kvMount()).isEqualTo("secret");
		assertThat(properties.kubernetesMount()).isEqualTo("kubernetes");
		assertThat(properties.prefix()).isEqualTo("gatehouse");
		assertThat(properties.namespace()).isNull();
		assertThat(properties.uiUrl()).isNull();
		assertThat(properties.limits().read()).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void keepsTheTokenToItself() {
		assertThat(bind().toString()).doesNotContain("s3cr3t");
	}

	private static VaultProperties bind() {
		return new Binder(
				new MapConfigurationPropertySource(Map.of("v.url", "https://localhost:8200", "v.token", "s3cr3t")))
			.bind("v", VaultProperties.class)
			.get();
	}

}
