package io.gatehouse.request.approval;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class ApprovalPropertiesTests {

	@Test
	void hasNoRulesAtFirst() {
		assertThat(bind(Map.of()).auto()).isEmpty();
	}

	@Test
	void takesRulesByTypeAndName() {
		assertThat(bind(Map.of("gatehouse.approval.auto.access.short", "hours <= 8")).auto())
			.isEqualTo(Map.of("access", Map.of("short", "hours <= 8")));
	}

	private static ApprovalProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("gatehouse.approval",
				ApprovalProperties.class);
	}

}
