package io.gatehouse.request.upload;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UploadPropertiesTests {

	@Test
	void haveDefaults() {
		assertThat(bound(Map.of())).isEqualTo(
				new UploadProperties(DataSize.ofMegabytes(32), 10, DataSize.ofMegabytes(320), 3, Duration.ofHours(24)));
	}

	@ParameterizedTest
	@CsvSource({ "largest, 0MB", "largest, 1GB", "per-person, 0", "most-of-person, 31MB", "at-once, 0", "keep, 0s" })
	void refuseWhatMakesNoSense(String name, String value) {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> bound(Map.of("gatehouse.uploads." + name, value)));
	}

	private static UploadProperties bound(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("gatehouse.uploads",
				UploadProperties.class);
	}

}
