package io.gatehouse.web;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.gatehouse.Doorstep;
import io.gatehouse.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** What changes where people reach the portal by https; TLS ends before it. */
@SpringBootTest(classes = Doorstep.class, webEnvironment = WebEnvironment.DEFINED_PORT,
		properties = { "db-scheduler.enabled=false", "server.forward-headers-strategy=native",
				"gatehouse.limits.anonymous=60",
				"management.endpoint.health.group.readiness.include=readinessState,db" })
@ContextConfiguration(initializers = { TestDatabase.class, TestGitlab.class, SecureAddressTests.Https.class })
@Import(TestPages.class)
class SecureAddressTests {

	@Value("${server.port}")
	int port;

	@Value("${spring.datasource.url}")
	String database;

	@Test
	void tellsBrowsersToComeByHttpsAloneWhateverTheAnswer() {
		Browser browser = new Browser(URI.create("http://localhost:" + this.port));

		for (String page : new String[] { "/login", "/test/me", "/nowhere", "/oauth2/authorization/gitlab",
				"/login/oauth2/code/gitlab?code=x&state=y", "/requests;x=1", "/actuator/health",
				"/actuator/prometheus" }) {
			SoundHeaders.assertPrivate(browser.get(page), true);
		}
		SoundHeaders.assertSound(browser.get("/ui/gatehouse.svg"), true);
		SoundHeaders.assertPrivate(browser.postBare("/settings/theme", Map.of("theme", "dark")), true);
	}

	@Test
	void keepsItsCookiesToHttps() {
		Browser browser = new Browser(URI.create("http://localhost:" + this.port));

		assertThat(browser.get("/login").headers().firstValue("Set-Cookie").orElseThrow())
			.startsWith("__Host-gatehouse=")
			.contains("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/")
			.doesNotContain("Domain");
	}

	@Test
	void believesTheProxyWhereSomebodyComesFrom() {
		Browser browser = new Browser(URI.create("http://localhost:" + this.port));
		assertThat(Stream.generate(() -> from(browser, "203.0.113.7")).limit(200)).contains(429);
		assertThat(from(browser, "203.0.113.8")).isEqualTo(200);
		assertThat(Stream.generate(() -> from(browser, "203.0.113.8, 203.0.113.7")).limit(200))
			.as("what was there before the proxy is anybody's word")
			.contains(429);
	}

	private static int from(Browser browser, String address) {
		return browser.get("/login", "X-Forwarded-For", address).statusCode();
	}

	@Test
	@Timeout(60)
	void tellsSoEvenWithoutItsDatabase() {
		Browser browser = new Browser(URI.create("http://localhost:" + this.port));
		TestDatabase.takeAway(this.database);
		try {
			var page = browser.get("/login", "Cookie", "__Host-gatehouse=x");
			assertThat(page.statusCode()).isEqualTo(503);
			SoundHeaders.assertPrivate(page, true);
		}
		finally {
			TestDatabase.giveBack(this.database);
			while (browser.get("/login").statusCode() != 200) {
				LockSupport.parkNanos(100_000_000);
			}
		}
	}

	static final class Https implements ApplicationContextInitializer<GenericApplicationContext> {

		@Override
		public void initialize(GenericApplicationContext context) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("https", Map.of("gatehouse.url", "https://portal.example.org")));
		}

	}

}
