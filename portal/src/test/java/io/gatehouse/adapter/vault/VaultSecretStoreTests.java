package io.gatehouse.adapter.vault;

import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.adapter.OtherHand;
import io.gatehouse.request.SecretStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the store promises, against the stand-in or a real server. */
class VaultSecretStoreTests {

	private static VaultPeer peer;

	private static OtherHand other;

	private static SecretStore store;

	@BeforeAll
	static void start() {
		peer = VaultPeer.start();
		other = peer.otherHand();
		store = peer.store();
	}

	@AfterAll
	static void stop() {
		peer.close();
	}

	@Test
	void keepsValuesAndTellsLabels() {
		assertThat(store.labels("teams/a/token")).isEmpty();
		store.put("teams/a/token", Map.of("token", "s3cr3t"), Map.of("gitlab-id", "17"));
		assertThat(store.labels("teams/a/token")).contains(Map.of("gitlab-id", "17"));
		assertThat(read("teams/a/token")).isEqualTo("s3cr3t");
	}

	@Test
	void laterValuesReplaceEarlierOnesAndTheirLabels() {
		store.put("teams/b/token", Map.of("token", "one"), Map.of("id", "1", "old", "yes"));
		store.put("teams/b/token", Map.of("token", "two"), Map.of("id", "2"));
		assertThat(store.labels("teams/b/token")).contains(Map.of("id", "2"));
		assertThat(read("teams/b/token")).isEqualTo("two");
	}

	@Test
	void tellsNoLabelsOfValuesThatWereWrittenWithoutThem() {
		store.put("teams/c/token", Map.of("token", "one"), Map.of("id", "1"));
		// As a crash between the two writes leaves it.
		other.send("POST", data("teams/c/token"), "application/json", "{\"data\":{\"token\":\"two\"}}").ok();
		assertThat(store.labels("teams/c/token")).isEmpty();
		store.put("teams/c/token", Map.of("token", "three"), Map.of("id", "3"));
		assertThat(store.labels("teams/c/token")).contains(Map.of("id", "3"));
	}

	@Test
	void tellsNoLabelsOfDeletedValues() {
		store.put("teams/d/token", Map.of("token", "one"), Map.of("id", "1"));
		other.send("DELETE", data("teams/d/token"), null, null).ok();
		assertThat(store.labels("teams/d/token")).isEmpty();
	}

	@Test
	void removesAllVersions() {
		store.put("teams/e/token", Map.of("token", "one"), Map.of("id", "1"));
		store.put("teams/e/token", Map.of("token", "two"), Map.of("id", "2"));
		store.remove("teams/e/token");
		store.remove("teams/e/token");
		assertThat(store.labels("teams/e/token")).isEmpty();
		assertThat(other.send("GET", data("teams/e/token") + "?version=1", null, null).status()).isEqualTo(404);
	}

	@Test
	void refusesLabelsThatVaultWouldRefuseBeforeItWritesValues() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> store.put("teams/f/token", Map.of("token", "s3cr3t"), Map.of("id", "x".repeat(513))))
			.withMessageNotContaining("s3cr3t");
		assertThat(other.send("GET", data("teams/f/token"), null, null).status()).isEqualTo(404);
	}

	@Test
	void refusesPathsThatClimb() {
		for (String path : List.of("../other", "a//b", "/a", "a/", "a/*", "a/+/b", "a b", "")) {
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> store.labels(path));
		}
	}

	@Test
	void logsNoValuesAndNoToken() {
		Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
		Level level = root.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		root.addAppender(log);
		root.setLevel(Level.TRACE);
		try {
			peer.store().put("teams/g/token", Map.of("token", "s3cr3t-in-log"), Map.of("id", "1"));
		}
		finally {
			root.setLevel(level);
			root.detachAppender(log);
		}
		assertThat(log.list).isNotEmpty()
			.extracting(ILoggingEvent::getFormattedMessage)
			.noneMatch((line) -> line.contains("s3cr3t-in-log"))
			.noneMatch((line) -> line.contains("X-Vault-Token:\"" + peer.properties().token()));
		assertThat(peer.properties().toString()).doesNotContain("token");
	}

	private static String read(String path) {
		return other.send("GET", data(path), null, null).ok().body().path("data").path("data").path("token").asString();
	}

	private static String data(String path) {
		return "/v1/secret/data/" + peer.prefix + "/" + path;
	}

}
