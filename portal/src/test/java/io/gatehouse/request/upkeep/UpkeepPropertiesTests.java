package io.gatehouse.request.upkeep;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UpkeepPropertiesTests {

	@Test
	void hasDefaults() {
		assertThat(bind(Map.of())).isEqualTo(new UpkeepProperties(Duration.ofSeconds(10), Duration.ofMinutes(10),
				Duration.ofSeconds(30), Duration.ofMinutes(15)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ends", "drift", "drift-look", "audit" })
	void refusesNoTimeAtAll(String name) {
		assertThatThrownBy(() -> bind(Map.of("gatehouse.upkeep." + name, "0s"))).rootCause()
			.hasMessageContaining("gatehouse.upkeep")
			.hasMessageContaining("0 < " + name);
	}

	private static UpkeepProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("gatehouse.upkeep",
				UpkeepProperties.class);
	}

}
