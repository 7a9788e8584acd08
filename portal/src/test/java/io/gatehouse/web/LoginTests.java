package io.gatehouse.web;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.gatehouse.identity.Directory.Account;
import io.gatehouse.identity.MemoryDirectory;
import io.gatehouse.identity.People;
import io.gatehouse.sandbox.http.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@PortalTest
class LoginTests {

	@Autowired
	PortalProperties portal;

	@Autowired
	MemoryDirectory directory;

	@Autowired
	People people;

	@Autowired
	Faults faults;

	@Autowired
	JdbcClient jdbc;

	Browser browser;

	@BeforeEach
	void open() {
		this.browser = new Browser(this.portal.url());
	}

	@AfterEach
	void restore() {
		this.faults.clear();
		this.directory.away(false);
		this.directory.block("dana", false);
	}

	@Test
	void signsInWithGitlabAndComesBackToThePageAskedFor() {
		assertThat(Browser.location(this.browser.get("/test/me?tab=2"))).isEqualTo("/login");

		HttpResponse<String> back = this.browser.signIn("dana");

		assertThat(Browser.location(back)).isEqualTo("/test/me?tab=2");
		assertThat(this.browser.get("/test/me").body()).isEqualTo("dana [DEVELOPER]");
		assertThat(this.people.find("dana")).isPresent();
	}

	@Test
	void provesThatItIsTheOneThatAskedAndAsksForTheLeast() {
		Map<String, String> sent = Browser
			.parameters(Browser.location(this.browser.get("/oauth2/authorization/gitlab")));

		assertThat(sent).containsEntry("code_challenge_method", "S256")
			.containsEntry("scope", "openid profile")
			.containsEntry("response_type", "code")
			.containsKeys("state", "nonce");
		assertThat(sent.get("code_challenge")).hasSize(43);
	}

	@Test
	void refusesACodeForAnotherState() {
		String callback = this.browser.callback("dana");
		String state = Browser.parameters(callback).get("state");

		HttpResponse<String> back = this.browser.get("/login/oauth2/code/gitlab?code="
				+ Browser.parameters(callback).get("code") + "&state=x" + state.length());

		assertThat(Browser.location(back)).isEqualTo("/login?problem=failed");
		assertThat(Browser.location(this.browser.get("/test/me"))).isEqualTo("/login");
	}

	@Test
	void refusesTheCodeOfAnotherBrowser() {
		String callback = this.browser.callback("dana");

		assertThat(Browser.location(new Browser(this.portal.url()).get(callback))).isEqualTo("/login?problem=failed");
	}

	@Test
	void refusesACodeThatWasGivenToAnotherBrowser() {
		String stolen = Browser.parameters(new Browser(this.portal.url()).callback("olga")).get("code");
		String own = Browser.parameters(this.browser.callback("dana")).get("state");

		HttpResponse<String> back = this.browser.get("/login/oauth2/code/gitlab?code=" + stolen + "&state="
				+ URLEncoder.encode(own, StandardCharsets.UTF_8));

		assertThat(back.statusCode()).isEqualTo(302);
		assertThat(Browser.location(back)).startsWith("/login?problem=");
		assertThat(Browser.location(this.browser.get("/test/me"))).isEqualTo("/login");
	}

	@Test
	void refusesAnIdTokenThatWasMadeForAnotherLogin() {
		String authorize = Browser.location(this.browser.get("/oauth2/authorization/gitlab"));
		String nonce = Browser.parameters(authorize).get("nonce");
		assertThat(nonce).hasSizeGreaterThan(30);

		String callback = Browser.location(this.browser.pick(authorize.replace(nonce, "x".repeat(43)), "dana"));

		assertThat(Browser.location(this.browser.get(callback))).isEqualTo("/login?problem=failed");
		assertThat(Browser.location(this.browser.get("/test/me"))).isEqualTo("/login");
	}

	@Test
	void takesACodeOnce() {
		String callback = this.browser.callback("dana");
		this.browser.get(callback);

		assertThat(Browser.location(this.browser.get(callback))).isEqualTo("/login?problem=failed");
	}

	@Test
	void changesTheSessionAtTheLoginAndKeepsNoTokenInIt() {
		this.browser.get("/test/me");
		String before = this.browser.session();

		this.browser.signIn("dana");

		assertThat(this.browser.session()).isNotEqualTo(before);
		assertThat(this.jdbc.sql("""
				select attribute_name from spring_session_attributes a join spring_session s
				on s.primary_id = a.session_primary_id
				where s.principal_name = 'dana' and attribute_name not like '%CSRF%'""").query(String.class).list())
			.isNotEmpty()
			.allMatch((name) -> name.startsWith("gatehouse.") || name.endsWith("PRINCIPAL_NAME_INDEX_NAME"));
	}

	@Test
	void refusesSomebodyWhoIsBlocked() {
		this.directory.block("dana", true);

		HttpResponse<String> back = this.browser.get(this.browser.callback("dana"));

		assertThat(back.statusCode()).isEqualTo(403);
		assertThat(back.body()).contains("GitLab has blocked your account");
		assertThat(Browser.location(this.browser.get("/test/me"))).isEqualTo("/login");
	}

	@Test
	void saysThatGitlabDoesNotAnswer() {
		this.directory.away(true);
		assertThat(Browser.location(this.browser.signIn("dana"))).isEqualTo("/login?problem=away");
		this.directory.away(false);
		this.faults.next(1, "POST", "/oauth/token", Faults.Fault.drop());
		assertThat(Browser.location(this.browser.signIn("dana"))).isEqualTo("/login?problem=away");

		assertThat(this.browser.get("/login?problem=away").body()).contains("GitLab does not answer");
	}

	@Test
	void refusesSomebodyElsesIdToken() {
		Account mira = this.directory.account("mira").orElseThrow();
		this.directory.add(4711, "mira", "Another Mira", "platform");
		try {
			assertThat(Browser.location(this.browser.signIn("mira"))).isEqualTo("/login?problem=failed");
			assertThat(Browser.location(this.browser.get("/test/me"))).isEqualTo("/login");
		}
		finally {
			this.directory.add(mira.id(), "mira", mira.name(), "developers");
		}
	}

	@Test
	void endsTheSessionAtTheLogout() {
		this.browser.signIn("dana");
		String old = this.browser.session();

		assertThat(Browser.location(this.browser.post("/settings/sessions", "/logout", Map.of())))
			.isEqualTo("/login?out");

		this.browser.forgetCookies();
		assertThat(Browser.location(this.browser.get("/test/me", "Cookie", "gatehouse=" + old))).isEqualTo("/login");
	}

	@Test
	void greetsInTheLanguageOfTheBrowserOrTheChosenOne() {
		assertThat(this.browser.get("/login", "Accept-Language", "de, ru;q=0.8").body()).contains("<html lang=\"ru\"")
			.contains("Войти через GitLab");
		assertThat(this.browser.get("/login", "Accept-Language", "de").body()).contains("Sign in with GitLab");

		this.browser.post("/login", "/settings/language", Map.of("language", "ru"));

		assertThat(this.browser.get("/login").body()).contains("Войти через GitLab");
	}

}
