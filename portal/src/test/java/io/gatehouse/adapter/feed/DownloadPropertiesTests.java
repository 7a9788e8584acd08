package io.gatehouse.adapter.feed;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DownloadPropertiesTests {

	@Test
	void haveDefaults() {
		assertThat(bound(Map.of())).isEqualTo(new DownloadProperties(Duration.ofSeconds(5), Duration.ofSeconds(30)));
	}

	@Test
	void refuseToWaitForNothing() {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> bound(Map.of("gatehouse.downloads.read", "0s")));
	}

	private static DownloadProperties bound(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("gatehouse.downloads",
				DownloadProperties.class);
	}

}
