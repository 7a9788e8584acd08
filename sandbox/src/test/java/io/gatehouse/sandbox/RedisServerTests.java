package io.gatehouse.sandbox;

import java.time.Duration;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedisServerTests {

	@Test
	void startsAgainEmptyAtTheSamePort() {
		try (RedisServer server = RedisServer.temporary();
				RedisClient client = RedisClient.create(server.uri().toString())) {
			try (var connection = client.connect()) {
				connection.sync().set("k", "v");
				assertThat(connection.sync().get("k")).isEqualTo("v");
			}
			server.stop();
			assertThatExceptionOfType(RedisConnectionException.class).isThrownBy(client::connect);
			server.start();
			try (var connection = client.connect()) {
				assertThat(connection.sync().get("k")).isNull();
			}
		}
	}

	@Test
	void answersNothingWhileFrozen() {
		try (RedisServer server = RedisServer.temporary();
				RedisClient client = RedisClient.create(server.uri().toString());
				var connection = client.connect()) {
			connection.setTimeout(Duration.ofMillis(300));
			server.freeze();
			try {
				assertThatExceptionOfType(RedisCommandTimeoutException.class)
					.isThrownBy(() -> connection.sync().ping());
			}
			finally {
				server.thaw();
			}
			connection.setTimeout(Duration.ofSeconds(20));
			assertThat(connection.sync().ping()).isEqualTo("PONG");
		}
	}

}
