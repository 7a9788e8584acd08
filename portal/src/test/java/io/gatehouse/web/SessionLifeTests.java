package io.gatehouse.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** How a session ends, and what its row in the database is good for. */
@PortalTest
class SessionLifeTests {

	@Autowired
	PortalProperties portal;

	@Autowired
	JdbcClient jdbc;

	Browser browser;

	@BeforeEach
	void signIn() {
		this.jdbc.sql("delete from spring_session where principal_name = 'oscar'").update();
		this.browser = new Browser(this.portal.url());
		this.browser.signIn("oscar");
		assertThat(this.browser.get("/test/me").statusCode()).isEqualTo(200);
	}

	@Test
	void endsAfterItWasNotUsedForItsTime() {
		this.jdbc.sql(
				"update spring_session set last_access_time = last_access_time - :idle, expiry_time = expiry_time - :idle where principal_name = 'oscar'")
			.param("idle", Duration.ofHours(8).toMillis())
			.update();

		assertOver();
	}

	@Test
	void endsAfterItsWholeTimeHoweverMuchItIsUsed() throws IOException {
		since(Instant.now().minus(Duration.ofHours(24)).plusSeconds(60));
		assertThat(this.browser.get("/test/me").statusCode()).as("a minute before").isEqualTo(200);

		since(Instant.now().minus(Duration.ofHours(24)));

		assertOver();
	}

	@Test
	void endsInTheDatabaseThatAllPortalsShareAtTheLogout() {
		this.browser.post("/settings/sessions", "/logout", Map.of());

		assertThat(rows()).isZero();
	}

	@Test
	void endsEverywhereWhereOneAsksForThat() {
		Browser other = new Browser(this.portal.url());
		other.signIn("oscar");
		assertThat(rows()).isEqualTo(2);

		this.browser.post("/settings/sessions", "/settings/sessions/others/end", Map.of());
		this.browser.post("/settings/sessions", "/logout", Map.of());

		assertThat(rows()).isZero();
		assertThat(Browser.location(other.get("/test/me"))).isEqualTo("/login");
	}

	@Test
	void isNoKeyToWhoeverReadsTheDatabase() {
		String name = this.jdbc.sql("select session_id from spring_session where principal_name = 'oscar'")
			.query(String.class)
			.single()
			.strip();
		Browser thief = new Browser(this.portal.url());

		for (String cookie : new String[] { name,
				Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)) }) {
			assertThat(thief.get("/test/me", "Cookie", "gatehouse=" + cookie).statusCode()).isEqualTo(302);
		}
		assertThat(this.browser.get("/test/me").statusCode()).as("it did not end by that").isEqualTo(200);
	}

	private void assertOver() {
		assertThat(Browser.location(this.browser.get("/test/me"))).isEqualTo("/login");
		assertThat(rows()).isZero();
	}

	private int rows() {
		return this.jdbc.sql("select count(*) from spring_session where principal_name = 'oscar'")
			.query(Integer.class)
			.single();
	}

	private void since(Instant when) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
			objects.writeObject(when.toEpochMilli());
		}
		assertThat(this.jdbc.sql("""
				update spring_session_attributes a set attribute_bytes = ? from spring_session s
				where s.primary_id = a.session_primary_id and s.principal_name = 'oscar'
					and a.attribute_name = 'gatehouse.since'""").param(bytes.toByteArray()).update()).isEqualTo(1);
	}

}
