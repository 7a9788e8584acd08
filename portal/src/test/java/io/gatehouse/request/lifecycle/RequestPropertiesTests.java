package io.gatehouse.request.lifecycle;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestPropertiesTests {

	@Test
	void hasDefaults() {
		assertThat(bind(Map.of())).isEqualTo(new RequestProperties(Duration.ofDays(7), 100));
	}

	@Test
	void refusesNoTimeAtAll() {
		assertThatThrownBy(() -> bind(Map.of("gatehouse.requests.lapse", "0s"))).rootCause()
			.hasMessageContaining("gatehouse.requests")
			.hasMessageContaining("lapse");
	}

	@Test
	void refusesToLetNobodyAsk() {
		assertThatThrownBy(() -> bind(Map.of("gatehouse.requests.most-open", "0"))).rootCause()
			.hasMessageContaining("gatehouse.requests")
			.hasMessageContaining("mostOpen");
	}

	private static RequestProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("gatehouse.requests",
				RequestProperties.class);
	}

}
