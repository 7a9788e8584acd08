package io.gatehouse.identity;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SessionPropertiesTests {

	@Test
	void hasDefaults() {
		assertThat(bind(Map.of())).isEqualTo(new SessionProperties(Duration.ofHours(8), Duration.ofHours(24)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "idle", "absolute" })
	void refusesNoTimeAtAll(String name) {
		assertThatThrownBy(() -> bind(Map.of("gatehouse.session." + name, "0s"))).rootCause()
			.hasMessageContaining("gatehouse.session")
			.hasMessageContaining("0 < " + name);
	}

	private static SessionProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("gatehouse.session",
				SessionProperties.class);
	}

}
