package io.gatehouse.identity;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TeamPropertiesTests {

	@Test
	void hasDefaults() {
		assertThat(bind(Map.of())).isEqualTo(new TeamProperties("teams"));
	}

	@Test
	void refusesNoGroupAtAll() {
		assertThatThrownBy(() -> bind(Map.of("gatehouse.teams-group", " "))).rootCause()
			.hasMessageContaining("gatehouse.teams-group");
	}

	private static TeamProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("gatehouse",
				TeamProperties.class);
	}

}
