package io.gatehouse.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** One address and one person each have their own share. */
@PortalTest
@TestPropertySource(
		properties = { "gatehouse.limits.reads=20", "gatehouse.limits.changes=4", "gatehouse.limits.anonymous=200" })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PaceTests {

	/** More than a share is, with what is given back until it is used up. */
	private static final int ALL = 60;

	/** What may have been given back since, of a share that is used up. */
	private static final int LEFT = 5;

	@Autowired
	PortalProperties portal;

	@Test
	void tellsWhoReadsTooFastWhenItGoesOn() {
		Browser browser = signedIn("dana");
		HttpResponse<String> refused = untilRefused(browser, "/test/me", ALL);

		assertThat(refused.body()).contains("That was too fast", "Try again", "Dana Dev")
			.containsPattern("It goes on in [0-9]+ seconds?\\.");
		assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 60);
		assertThat(refused.headers().firstValue("Content-Security-Policy")).isPresent();
		assertThat(refused.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
		assertThat(untilRefused(browser, "/test/me", LEFT, "Accept-Language", "ru").body()).contains("Слишком часто");
		assertThat(signedIn("denis").get("/test/me").statusCode()).as("another person's share").isEqualTo(200);
		assertThat(browser.get("/ui/gatehouse.svg").statusCode()).as("static files").isEqualTo(200);
	}

	@Test
	void answersAScriptWithOneSentence() {
		Browser browser = signedIn("mira");
		untilRefused(browser, "/test/me", ALL);

		for (String[] headers : new String[][] { { "HX-Request", "true" }, { "Accept", "text/event-stream" } }) {
			HttpResponse<String> refused = untilRefused(browser, "/test/me", LEFT, headers);
			assertThat(refused.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
			assertThat(refused.headers().firstValue("Retry-After")).isPresent();
			assertThat(refused.body()).matches("That was too fast\\. It goes on in [0-9]+ seconds?\\.");
		}
	}

	@Test
	void countsWhatChangesSomethingByItself() {
		Browser browser = signedIn("olga");
		for (int i = 0; i < 4; i++) {
			assertThat(browser.postBare("/test/change", Map.of("_csrf", "made-up")).statusCode()).isEqualTo(403);
		}

		HttpResponse<String> refused = browser.postBare("/test/change", Map.of("_csrf", "made-up"));

		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.body()).contains("What you have just sent was not taken").doesNotContain("Try again");
		assertThat(browser.get("/test/me").statusCode()).as("reading goes on").isEqualTo(200);
	}

	@Test
	void takesAPreviewForReadingThatAsksOtherSystems() {
		Browser browser = signedIn("oscar");
		HttpResponse<String> answer = browser.postBare("/test/preview", Map.of());
		int previews = 0;
		while (answer.statusCode() != 429 && previews < 10) {
			previews++;
			answer = browser.postBare("/test/preview", Map.of());
		}

		assertThat(previews).isBetween(2, 5);
		assertThat(browser.postBare("/test/change", Map.of()).statusCode()).as("it changed nothing").isEqualTo(403);
	}

	@Test
	void answersSoManyOfOneSessionAtOnceAndOthersMeanwhile() throws Exception {
		Browser browser = signedIn("denis");
		Browser another = signedIn("denis");
		String token = browser.token("/settings");
		TestPages.Held held = new TestPages.Held();
		TestPages.Pages.held = held;
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> nine = Stream
				.generate(() -> threads.submit(() -> browser.get("/test/held").statusCode()))
				.limit(9)
				.toList();
			try {
				Awaitility.await().until(held::arrived, (arrived) -> arrived == 8);
				assertThat(another.get("/test/me").statusCode()).as("another session").isEqualTo(200);
				assertThat(held.arrived()).as("the ninth waits for its turn").isEqualTo(8);
				assertThat(browser.postBare("/logout", Map.of("_csrf", token)).statusCode()).as("log-out")
					.isEqualTo(302);
			}
			finally {
				held.letGo();
			}
			for (Future<Integer> one : nine) {
				one.get();
			}
		}
	}

	@Test
	void letsTheOwnerEndASessionThatUsesUpTheirShare() {
		Browser thief = signedIn("otto");
		untilRefused(thief, "/settings", ALL);
		String token = thief.token("/settings");
		while (thief.postBare("/settings/theme", Map.of("_csrf", token)).statusCode() != 429) {
			assertThat(token).isNotEmpty();
		}
		assertThat(thief.postBare("/logout", Map.of("_csrf", token)).statusCode()).isEqualTo(302);
	}

	@Test
	void givesATurnBackWhereAPageFails() {
		Browser browser = signedIn("olga");
		for (int i = 0; i < 9; i++) {
			assertThat(browser.get("/test/broken").statusCode()).isEqualTo(500);
		}
		assertThat(browser.get("/test/me").statusCode()).isEqualTo(200);
	}

	// The last one, as all come from one address.
	@Test
	@Order(Integer.MAX_VALUE)
	void countsThoseWhoAreNotSignedInByAddress() {
		Browser browser = new Browser(this.portal.url());
		int asked = 0;
		while (browser.get("/login").statusCode() == 200) {
			asked++;
			assertThat(asked).isLessThan(2000);
		}

		// What is given back meanwhile is used up first.
		assertThat(Stream.generate(() -> browser.get("/oauth2/authorization/gitlab").statusCode()).limit(400))
			.as("nor is a login begun")
			.contains(429);
		assertThat(
				Stream.generate(() -> browser.get("/login", "X-Forwarded-For", "203.0.113.7").statusCode()).limit(400))
			.as("what a stranger says of their address counts for nothing")
			.contains(429);
		assertThat(browser.get("/webjars/htmx.org/2.0.10/dist/htmx.min.js").statusCode()).isEqualTo(200);
		assertThat(browser.get("/actuator/health").statusCode()).isEqualTo(200);
	}

	private Browser signedIn(String person) {
		Browser browser = new Browser(this.portal.url());
		browser.signIn(person);
		return browser;
	}

	/** What is given back meanwhile is used up, too. */
	private static HttpResponse<String> untilRefused(Browser browser, String path, int most, String... headers) {
		HttpResponse<String> answer = browser.get(path, headers);
		for (int i = 0; answer.statusCode() != 429; i++) {
			assertThat(i).isLessThan(most);
			answer = browser.get(path, headers);
		}
		return answer;
	}

}
