package io.gatehouse.request.execution;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExecutionPropertiesTests {

	@Test
	void hasDefaults() {
		assertThat(bind(Map.of())).isEqualTo(new ExecutionProperties(Duration.ofMinutes(30), 8));
	}

	@Test
	void refusesNoTimeAtAll() {
		assertThatThrownBy(() -> bind(Map.of("gatehouse.execution.patience", "0s"))).rootCause()
			.hasMessageContaining("gatehouse.execution")
			.hasMessageContaining("patience");
	}

	@Test
	void refusesNoPlaceAtAll() {
		assertThatThrownBy(() -> bind(Map.of("gatehouse.execution.per-system", "0"))).rootCause()
			.hasMessageContaining("per-system");
	}

	private static ExecutionProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("gatehouse.execution",
				ExecutionProperties.class);
	}

}
