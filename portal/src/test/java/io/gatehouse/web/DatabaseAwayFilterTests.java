package io.gatehouse.web;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import io.gatehouse.TestDatabase;
import org.hibernate.TransactionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.orm.jpa.JpaSystemException;

import static org.assertj.core.api.Assertions.assertThat;

@PortalTest
class DatabaseAwayFilterTests {

	@Autowired
	PortalProperties portal;

	@Value("${spring.datasource.url}")
	String database;

	@AfterEach
	void giveBack() {
		TestDatabase.giveBack(this.database);
		Browser browser = new Browser(this.portal.url());
		Instant end = Instant.now().plus(Duration.ofSeconds(30));
		while (browser.get("/login").statusCode() != 200) {
			assertThat(Instant.now()).as("back in time").isBefore(end);
		}
	}

	@Test
	void saysSoOnEveryPageAndGoesOnAfterwards() {
		Browser browser = new Browser(this.portal.url());
		browser.signIn("dana");
		TestDatabase.takeAway(this.database);

		HttpResponse<String> page = browser.get("/test/me");
		assertThat(page.statusCode()).isEqualTo(503);
		assertThat(page.headers().firstValue("Retry-After")).contains("5");
		assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
		assertThat(page.body()).contains("The portal cannot reach its database", "Портал не может связаться");
		assertThat(browser.get("/settings/sessions").statusCode()).isEqualTo(503);
		assertThat(new Browser(this.portal.url()).get("/login").statusCode()).isEqualTo(503);
		assertThat(browser.get("/webjars/htmx.org/dist/htmx.min.js").statusCode()).as("static files").isEqualTo(200);
		assertThat(browser.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
		assertThat(browser.get("/actuator/health/liveness").statusCode()).isEqualTo(200);

		giveBack();
		assertThat(browser.get("/test/me").body()).startsWith("dana");
	}

	@Test
	void knowsARollbackThatFailsAsThePoolClosedTheConnection() {
		assertThat(DatabaseAwayFilter.isAway(rollbackFailedWith(new SQLException("Connection is closed")))).isTrue();
		assertThat(DatabaseAwayFilter.isAway(rollbackFailedWith(new SQLException("Deadlock", "40P01")))).isFalse();
		assertThat(DatabaseAwayFilter.isAway(rollbackFailedWith(new SQLException("Something else")))).isFalse();
	}

	private static Exception rollbackFailedWith(SQLException cause) {
		return new JpaSystemException(new TransactionException("Unable to rollback against JDBC Connection", cause));
	}

}
