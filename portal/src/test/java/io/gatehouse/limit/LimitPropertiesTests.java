package io.gatehouse.limit;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LimitPropertiesTests {

	@Test
	void hasDefaults() {
		assertThat(bind(Map.of())).isEqualTo(new LimitProperties(600, 120, 1200, 120));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reads", "changes", "anonymous", "host" })
	void refusesToLetNothingThrough(String name) {
		assertThatThrownBy(() -> bind(Map.of("gatehouse.limits." + name, "0"))).rootCause()
			.hasMessageContaining("gatehouse.limits")
			.hasMessageContaining(name);
	}

	private static LimitProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("gatehouse.limits",
				LimitProperties.class);
	}

}
