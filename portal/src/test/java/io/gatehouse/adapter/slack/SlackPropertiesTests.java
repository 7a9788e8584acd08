package io.gatehouse.adapter.slack;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SlackPropertiesTests {

	@Test
	void hasDefaultsAndNoWayIn() {
		SlackProperties properties = bind(Map.of("s.token", ""));

		assertThat(properties.apiUrl()).isEqualTo(URI.create("https://slack.com/api"));
		assertThat(properties.limits().connect()).isEqualTo(Duration.ofSeconds(2));
		assertThat(properties.limits().read()).isEqualTo(Duration.ofSeconds(5));
		assertThat(properties.limits().concurrentCalls()).isEqualTo(2);
		assertThat(Door.of(properties)).isEmpty();
	}

	@Test
	void keepsSecretsToItself() {
		assertThat(bind(Map.of("s.token", "xoxb-s3cr3t", "s.channel", "#c")).toString()).doesNotContain("s3cr3t");
		assertThat(bind(Map.of("s.webhook-url", "https://localhost/s3cr3t")).toString()).doesNotContain("s3cr3t");
		assertRefused(Map.of("s.token", "xoxb-s3cr3t"), "gatehouse.slack.channel");
		assertRefused(Map.of("s.webhook-url", "hooks/s3cr3t"), "gatehouse.slack.webhook-url");
		assertRefused(Map.of("s.webhook-url", "https://localhost/s3cr3t", "s.token", "s3cr3t", "s.channel", "#c"),
				"not both");
	}

	private static void assertRefused(Map<String, String> properties, String words) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(properties))
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining(words))
			.satisfies((ex) -> {
				for (Throwable each = ex; each != null; each = each.getCause()) {
					assertThat(each.getMessage()).doesNotContain("s3cr3t");
				}
			});
	}

	private static SlackProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bind("s", SlackProperties.class).get();
	}

}
