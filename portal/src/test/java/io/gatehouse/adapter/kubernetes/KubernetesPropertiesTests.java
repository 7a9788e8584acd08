package io.gatehouse.adapter.kubernetes;

import java.time.Duration;
import java.util.Map;

import io.gatehouse.adapter.kubernetes.KubernetesProperties.Containers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KubernetesPropertiesTests {

	@Test
	void hasDefaults() {
		KubernetesProperties properties = bind(Map.of());
		assertThat(properties.containers()).isEqualTo(new Containers("100m", "128Mi", "256Mi"));
		assertThat(properties.limits().read()).isEqualTo(Duration.ofSeconds(10));
		assertThat(properties.caCertificate()).isNull();
		assertThat(properties.consoleUrl()).isNull();
	}

	@Test
	void keepsTheTokenToItself() {
		assertThat(bind(Map.of()).toString()).doesNotContain("s3cr3t");
	}

	@Test
	void bringsQuantitiesIntoOneForm() {
		assertThat(bind(Map.of("k.containers.memory", "1024Mi")).containers().memory()).isEqualTo("1Gi");
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(Map.of("k.containers.memory", "much")));
	}

	private static KubernetesProperties bind(Map<String, String> more) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource(
				Map.of("k.url", "https://localhost:6443", "k.token", "s3cr3t"));
		more.forEach(source::put);
		return new Binder(source).bind("k", KubernetesProperties.class).get();
	}

}
