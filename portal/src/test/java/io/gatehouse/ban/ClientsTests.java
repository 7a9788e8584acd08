package io.gatehouse.ban;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.net.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has been here lately. */
class ClientsTests {

	@TempDir
	Path folder;

	private Instant now = Instant.parse("2026-03-01T12:00:00Z");

	@Test
	void readsALogAnewAfterHalfAMinuteAndNotBefore() throws IOException {
		Path file = this.folder.resolve("access.log");
		Files.writeString(file, "203.0.113.7 - - \"GET /\"\nno address\n2001:db8::7 - -\n");
		InstantSource source = () -> this.now;
		Clients clients = new Clients(properties(file), source.withZone(ZoneOffset.UTC));
		assertThat(clients.recent()).hasValueSatisfying((recent) -> assertThat(recent).extracting(Network::toString)
			.containsExactly("203.0.113.7", "2001:db8::7"));
		Files.writeString(file, "203.0.113.8 - -\n", StandardOpenOption.APPEND);
		this.now = this.now.plusSeconds(30);
		assertThat(clients.recent()).hasValueSatisfying((recent) -> assertThat(recent).hasSize(2));
		this.now = this.now.plusSeconds(1);
		assertThat(clients.recent()).hasValueSatisfying((recent) -> assertThat(recent).hasSize(3));
	}

	@Test
	void knowsNobodyWhereNoLogIsThere() {
		InstantSource source = () -> this.now;
		assertThat(new Clients(properties(this.folder.resolve("none")), source.withZone(ZoneOffset.UTC)).recent())
			.isEmpty();
	}

	private static BanProperties properties(Path log) {
		return new Binder(new MapConfigurationPropertySource(Map.of("gatehouse.bans.access-logs[0]", log.toString())))
			.bind("gatehouse.bans", BanProperties.class)
			.get();
	}

}
