package io.gatehouse.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.gatehouse.identity.MemoryDirectory;
import io.gatehouse.identity.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

import static org.assertj.core.api.Assertions.assertThat;

@PortalTest
class AccessControlTests {

	@Autowired
	PortalProperties portal;

	@Autowired
	MemoryDirectory directory;

	@Autowired
	People people;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ResourceUrlProvider resources;

	Browser browser;

	@BeforeEach
	void open() {
		this.browser = new Browser(this.portal.url());
	}

	@AfterEach
	void restore() {
		this.directory.block("denis", false);
	}

	@Test
	void takesARoleAtTheNextRequest() {
		this.browser.signIn("denis");
		long id = this.people.find("denis").orElseThrow().id();
		this.directory.add(id, "denis", "Денис Петров", "platform");
		this.people.refresh("denis");
		assertThat(this.browser.get("/test/me").body()).isEqualTo("denis [DEVELOPER, OPS]");

		this.directory.add(id, "denis", "Денис Петров");
		this.people.refresh("denis");

		assertThat(this.browser.get("/test/me").statusCode()).isEqualTo(403);
		this.directory.add(id, "denis", "Денис Петров", "developers");
	}

	@Test
	void takesTheSessionOfSomebodyBlocked() {
		this.browser.signIn("denis");
		this.directory.block("denis", true);
		this.people.refresh("denis");

		assertThat(Browser.location(this.browser.get("/test/me"))).isEqualTo("/login");
		assertThat(this.jdbc.sql("select count(*) from spring_session where principal_name = 'denis'")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void endsASessionWhoseAccountIsAnotherOne() {
		this.browser.signIn("denis");
		this.jdbc.sql("update person set id = id + 1000 where username = 'denis'").update();

		assertThat(Browser.location(this.browser.get("/test/me"))).isEqualTo("/login");
	}

	@Test
	void showsAnOutsiderWhoCanLetThemInAndNothingElse() {
		this.browser.signIn("otto");

		HttpResponse<String> page = this.browser.get("/test/me");

		assertThat(page.statusCode()).isEqualTo(403);
		assertThat(page.body()).contains("You are not in yet", "/groups/developers/-/group_members")
			.contains("Sign out");
		assertThat(this.browser.get("/nowhere").statusCode()).isEqualTo(403);
		assertThat(this.browser.get("/settings/sessions").statusCode()).isEqualTo(403);
	}

	@Test
	void tellsBrowsersToTrustNothing() {
		HttpResponse<String> page = this.browser.get("/login");

		assertThat(page.headers().map()).containsEntry("Content-Security-Policy", List
			.of("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
					+ "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
		assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
		assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
		assertThat(page.headers().firstValue("Permissions-Policy")).isPresent();
		assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
		assertThat(page.headers().firstValue("Strict-Transport-Security")).isEmpty();
		assertThat(page.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("gatehouse=")
			.contains("HttpOnly", "SameSite=Lax", "Path=/");
		assertThat(page.body()).doesNotContain("<style").doesNotContain(" style=").doesNotContainPattern("<script>");
	}

	@Test
	void letsStaticFilesBeKeptForGoodUnderTheirVersion() {
		String page = this.browser.get("/login").body();
		String script = page.replaceFirst("(?s).*<script src=\"(/webjars/[^\"]+)\".*", "$1");

		assertThat(script).matches("/webjars/htmx.org/[0-9.]+/dist/htmx.min.js");
		HttpResponse<String> file = this.browser.get(script);
		assertThat(file.statusCode()).isEqualTo(200);
		assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=31536000");
		assertThat(this.resources.getForLookupPath("/ui/css/base.css")).matches("/ui/css/base-[0-9a-f]{32}\\.css");
	}

	@Test
	void refusesAFormWithoutItsTokenAndSaysHowToGoOn() {
		this.browser.signIn("dana");

		HttpResponse<String> refused = this.browser.postBare("/test/change", Map.of("_csrf", "made-up"));

		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("The form has expired");
		assertThat(this.browser.post("/settings/sessions", "/test/change", Map.of()).body())
			.isEqualTo("changed by dana");
	}

	@Test
	void takesTheTokenInTheHeaderThatThePageGivesHtmx() {
		this.browser.signIn("dana");
		String page = this.browser.get("/settings/sessions").body();
		String token = page.replaceFirst("(?s).*hx-headers=\"\\{&quot;X-CSRF-TOKEN&quot;:&quot;([^&]+)&quot;}\".*",
				"$1");

		assertThat(this.browser.postBare("/test/change", Map.of(), "HX-Request", "true", "X-CSRF-TOKEN", token).body())
			.isEqualTo("changed by dana");
	}

	@Test
	void leadsAFormOfAnEndedSessionToTheLoginAndBackToItsPage() {
		HttpResponse<String> refused = this.browser.postBare("/test/change", Map.of("_csrf", "of-old"), "Referer",
				this.portal.url() + "/test/me?tab=3");
		assertThat(Browser.location(refused)).isEqualTo("/login?expired");
		assertThat(this.browser.get("/login?expired").body()).contains("Your session has ended");

		assertThat(Browser.location(this.browser.signIn("dana"))).isEqualTo("/test/me?tab=3");
	}

	@Test
	void remembersNoAddressThatIsLongerThanAny() {
		assertThat(Browser.location(this.browser.get("/test/me?tab=" + "x".repeat(2_000)))).isEqualTo("/login");

		assertThat(Browser.location(this.browser.signIn("dana"))).isEqualTo("/");
	}

	@Test
	void leadsHtmxToTheLoginByItsHeader() {
		HttpResponse<String> refused = this.browser.get("/test/me", "HX-Request", "true", "HX-Current-URL",
				this.portal.url() + "/test/me?tab=4");
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.headers().firstValue("HX-Redirect")).contains("/login?expired");
		assertThat(refused.body()).isEmpty();

		assertThat(Browser.location(this.browser.signIn("dana"))).isEqualTo("/test/me?tab=4");
	}

	@Test
	void answersAnEventStreamAndAScriptWithAStatus() {
		HttpResponse<String> refused = this.browser.get("/test/me", "Accept", "text/event-stream");

		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.headers().firstValue("Location")).isEmpty();
		assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/x", "//evil.example/x", "/\\evil.example", "javascript:alert(1)",
			"http://localhost.evil.example/", "http://localhost@evil.example/", "http:evil.example", "\\\\evil.example",
			"data:text/html,x" })
	void returnsToNoForeignPage(String address) {
		this.browser.get("/test/me", "HX-Request", "true", "HX-Current-URL", address);

		assertThat(Browser.location(this.browser.signIn("dana"))).isEqualTo("/");
		assertThat(Browser.location(
				this.browser.postFrom(address, "/settings/sessions", "/settings/language", Map.of("language", "en"))))
			.isEqualTo("/");
	}

	@Test
	void showsTheSamePageForNothingAndForNotYours() {
		this.browser.signIn("dana");
		HttpResponse<String> nothing = this.browser.get("/test/nothing");
		HttpResponse<String> theirs = this.browser.get("/test/theirs");

		assertThat(nothing.statusCode()).isEqualTo(404);
		assertThat(theirs.statusCode()).isEqualTo(404);
		assertThat(theirs.body()).contains("Not found, or not yours").doesNotContain("inside story");
		assertThat(withoutTokens(theirs)).isEqualTo(withoutTokens(nothing));
	}

	private static String withoutTokens(HttpResponse<String> page) {
		return page.body().replaceAll("[\\w-]{60,}=*", "");
	}

	@Test
	void tellsAFailureByItsNumberOnly() {
		this.browser.signIn("dana");

		HttpResponse<String> page = this.browser.get("/test/broken");

		assertThat(page.statusCode()).isEqualTo(500);
		assertThat(page.body()).containsPattern("<strong[^>]*>[2-9A-Z]{4}-[2-9A-Z]{4}</strong>")
			.doesNotContain("inside story", "IllegalState");
		assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
	}

	@Test
	void saysThatSomebodyWasQuicker() {
		this.browser.signIn("dana");

		HttpResponse<String> page = this.browser.get("/test/stale");

		assertThat(page.statusCode()).isEqualTo(409);
		assertThat(page.body()).contains("Somebody was quicker");
	}

	@Test
	void showsHealthToEverybodyAndTheRestToNobody() {
		assertThat(this.browser.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
		assertThat(this.browser.get("/actuator/prometheus").statusCode()).isEqualTo(403);
		this.browser.signIn("olga");
		assertThat(this.browser.get("/actuator/prometheus").statusCode()).isEqualTo(403);
		assertThat(this.browser.get("/actuator/sbom/application").statusCode()).isEqualTo(403);
	}

	@Test
	void listsTheOwnSessionsAndEndsTheOthers() {
		this.jdbc.sql("delete from spring_session where principal_name = 'oscar'").update();
		Browser other = new Browser(this.portal.url());
		other.signIn("oscar");
		this.browser.signIn("oscar");

		String page = this.browser.get("/settings/sessions").body();
		assertThat(page).contains("Firefox", "This is where you are", "End all others");
		this.browser.cookies().forEach((cookie) -> assertThat(page).doesNotContain(cookie.getValue()));
		String end = page.replaceFirst("(?s).*action=\"(/settings/sessions/[0-9a-f]{16}/end)\".*", "$1");
		assertThat(Browser.location(this.browser.post("/settings/sessions", end, Map.of())))
			.isEqualTo("/settings/sessions");

		assertThat(Browser.location(other.get("/test/me"))).isEqualTo("/login");
		assertThat(this.browser.get("/test/me").statusCode()).isEqualTo(200);
		other.signIn("oscar");
		this.browser.post("/settings/sessions", "/settings/sessions/others/end", Map.of());
		assertThat(Browser.location(other.get("/test/me"))).isEqualTo("/login");
	}

	@Test
	void endsNobodyElsesSession() {
		Browser other = new Browser(this.portal.url());
		other.signIn("olga");
		this.browser.signIn("oscar");
		new Browser(this.portal.url()).signIn("oscar");
		String end = this.browser.get("/settings/sessions")
			.body()
			.replaceFirst("(?s).*action=\"(/settings/sessions/[0-9a-f]{16}/end)\".*", "$1");

		other.post("/settings/sessions", end, Map.of());

		assertThat(this.browser.get("/test/me").statusCode()).isEqualTo(200);
	}

}
