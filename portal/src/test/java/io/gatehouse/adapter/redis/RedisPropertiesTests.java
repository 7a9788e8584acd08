package io.gatehouse.adapter.redis;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class RedisPropertiesTests {

	@Test
	void hasDefaults() {
		RedisProperties properties = bind("");
		assertThat(properties.url()).isNull();
		assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(properties.checkEvery()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void keepsThePasswordToItself() {
		assertThat(bind("redis://user:s3cr3t@localhost:6379").toString()).doesNotContain("s3cr3t");
	}

	private static RedisProperties bind(String url) {
		return new Binder(new MapConfigurationPropertySource(Map.of("r.url", url, "r.timeout", "1s")))
			.bind("r", RedisProperties.class)
			.get();
	}

}
