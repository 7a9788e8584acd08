package io.gatehouse.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.web.Browser;
import io.gatehouse.web.SoundHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Every kind of answer of the whole portal tells browsers the same. */
@OnStage
class HeadersTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	Browser browser;

	@BeforeEach
	void open() {
		this.browser = new Browser(this.stage.portalUri(0));
	}

	@Test
	void areSoundOnPagesAndErrorsAndRedirects() {
		for (String path : new String[] { "/login", "/", "/nowhere", "/oauth2/authorization/gitlab", "/requests;x=1",
				"/login/oauth2/code/gitlab?code=x&state=y", "/actuator/health", "/actuator/prometheus" }) {
			SoundHeaders.assertPrivate(this.browser.get(path), false);
		}
		this.browser.signIn("olga");
		for (String path : new String[] { "/", "/login", "/queue", "/requests", "/requests/999999999", "/assets",
				"/audit", "/audit.csv", "/systems", "/settings", "/settings/sessions", "/ask/project", "/bans",
				"/nowhere", "/requests?since=x", "/requests/x" }) {
			SoundHeaders.assertPrivate(this.browser.get(path), false);
		}
		SoundHeaders.assertPrivate(this.browser.postBare("/settings/language", Map.of("_csrf", "x")), false);
		SoundHeaders.assertPrivate(this.browser.post("/settings", "/settings/language", Map.of("language", "en")),
				false);
		SoundHeaders.assertPrivate(this.browser.post("/settings", "/settings/theme", Map.of("theme", "dark")), false);
		SoundHeaders.assertPrivate(this.browser.post("/settings", "/ask/project", Map.of()), false);
		SoundHeaders.assertPrivate(this.browser.post("/settings", "/logout", Map.of()), false);
	}

	@Test
	void areSoundOnStaticFilesWhichAreKeptForGood() {
		String page = this.browser.get("/login").body();
		for (String file : new String[] { page.replaceFirst("(?s).*src=\"(/webjars/[^\"]+)\".*", "$1"),
				page.replaceFirst("(?s).*href=\"(/ui/css/[^\"]+)\".*", "$1") }) {
			HttpResponse<String> answer = this.browser.get(file);
			assertThat(answer.statusCode()).isEqualTo(200);
			SoundHeaders.assertSound(answer, false);
			assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=31536000");
			assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
		}
		SoundHeaders.assertSound(this.browser.get("/ui/nothing.css"), false);
	}

	@Test
	void areSoundOnWhatHostsAsk() {
		HttpResponse<String> stranger = this.browser.get("/agents/bans", "Authorization", "Bearer nobody");

		assertThat(stranger.statusCode()).isEqualTo(401);
		SoundHeaders.assertPrivate(stranger, false);
	}

	@Test
	void areSoundOnAStreamOfEvents() throws Exception {
		ServiceRequest request = this.journey.ask("dana", "access", "project=teams/payments/ledger", "person=otto",
				"role=GUEST", "lasts=2", "lasts.unit=hours");
		this.browser.signIn("dana");
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<InputStream> stream = client.send(
					HttpRequest.newBuilder(this.stage.portalUri(0).resolve("/requests/" + request.number() + "/events"))
						.header("Accept", "text/event-stream")
						.header("Cookie", "gatehouse=" + this.browser.session())
						.timeout(Duration.ofSeconds(20))
						.build(),
					HttpResponse.BodyHandlers.ofInputStream());
			try (InputStream events = stream.body()) {
				assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
				SoundHeaders.assertPrivate(stream, false);
			}
			client.shutdownNow();
		}
	}

	@Test
	void tellNothingOfTheServerWhereARequestIsNoHttp() {
		Wire wire = new Wire(this.stage.portalUri(0));
		for (String line : new String[] { "GET /\u0001 HTTP/1.1", "GET /%2e%2e/secret HTTP/1.1", "NONSENSE",
				"GET / HTTP/9.9", "GET /" + "x".repeat(20_000) + " HTTP/1.1" }) {
			Wire.Answer answer = wire.raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
			// The answer to a line that is longer than is read may be lost with the rest.
			if (line.length() < 8192) {
				assertThat(answer.status()).as(line).isBetween(400, 505);
			}
			assertThat(answer.all()).doesNotContainIgnoringCase("tomcat")
				.doesNotContainIgnoringCase("\nServer:")
				.doesNotContain("java.", "org.apache");
		}
	}

}
