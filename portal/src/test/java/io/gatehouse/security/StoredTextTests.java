package io.gatehouse.security;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody types into any field, and calls themselves in GitLab, is shown on every
 * page as they wrote it: no markup, no expression of SpEL, Thymeleaf, ICU, CEL or a
 * spreadsheet.
 */
@OnOwnStage
class StoredTextTests {

	private static final String COMPUTED = BadInputs.COMPUTED;

	private static final String TEXT = "=1+1 " + BadInputs.MARK + " onload=x>'\"&amp;</textarea>${7919*7919}"
			+ "__${7919*7919}__*{7919*7919}#{form.required}@{/x}~{x}[[${7919*7919}]]{0}{0,plural,other{#}}'{'"
			+ "; request.owner == 'dana'; @state.SUBMITTED <!channel>";

	/** Where a spreadsheet would begin to compute. */
	private static final Pattern FORMULA = Pattern.compile("(?m)(^|[,;])[ \"]*[=+@\\t-]");

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	private final List<String> pages = new ArrayList<>();

	private Browser dana;

	@BeforeEach
	void open() {
		this.journey.person("olga");
		this.journey.person("oscar");
		call("dana", TEXT);
		this.dana = new Browser(this.stage.portalUri(0));
		this.dana.signIn("dana");
	}

	@AfterEach
	void callAsBefore() {
		call("dana", "Dana Dev");
	}

	private void call(String username, String name) {
		String found = this.stage.gitlabHand()
			.send("GET", "/api/v4/users?username=" + username, null, null)
			.ok()
			.body()
			.at("/0/id")
			.asString();
		String json = name.replace("\\", "\\\\").replace("\"", "\\\"");
		this.stage.gitlabHand()
			.send("PUT", "/api/v4/users/" + found, "application/json", "{\"name\":\"" + json + "\"}")
			.ok();
		assertThat(this.journey.person(username).name()).isEqualTo(name);
	}

	@Test
	void isShownAsItWasTyped() {
		String project = ask("project",
				Map.of("team", "payments", "name", "stored-text", "size", "SMALL", "description", TEXT));
		String access = ask("access", Map.of("project", "teams/speech/asr", "person", "dana", "role", "DEVELOPER",
				"lasts", "1", "lasts.unit", "hours"));
		String ban = ask("ban", Map.of("file", upload(), "file.name", TEXT, "reason", TEXT, "where", "INGRESS", "lasts",
				"1", "lasts.unit", "hours"));
		String network = ask("protected-network",
				Map.of("network", "192.0.2.32/28", "owner", shorter(), "reason", TEXT, "forGood", "true"));
		decide(project);
		this.pages.addAll(List.of("/", "/queue", "/requests?scope=all", "/requests?q=%3Cq17", "/assets?scope=all",
				"/audit", "/bans", "/bans?address=%3Cq17", "/bans/protected", "/systems", "/settings/sessions",
				"/bans/requests/" + number(ban)));
		Browser olga = new Browser(this.stage.portalUri(0));
		olga.signIn("olga");
		for (String language : List.of("en", "ru")) {
			this.pages.forEach((page) -> harmless(page, olga.get(page, "Accept-Language", language)));
			for (String page : List.of("/", project + "/revision", "/requests", "/settings", "/ask/access")) {
				harmless(page, this.dana.get(page, "Accept-Language", language));
			}
		}
		String typed = HtmlUtils.htmlEscape(TEXT, "UTF-8");
		for (String page : List.of(project, access, ban, network)) {
			assertThat(olga.get(page).body()).as(page).contains(typed);
		}
		assertThat(olga.get("/queue").body()).contains(typed);
		String csv = olga.get("/audit.csv").body();
		assertThat(csv).contains("stored-text").doesNotContain(COMPUTED);
		assertThat(FORMULA.matcher(csv).results().map((found) -> around(csv, found.start())).toList()).isEmpty();
	}

	private static String around(String text, int at) {
		return text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 40));
	}

	private String ask(String type, Map<String, String> fields) {
		Map<String, String> form = new HashMap<>(fields);
		form.putAll(Map.of("_reason", TEXT, "submission", UUID.randomUUID().toString()));
		HttpResponse<String> wrong = this.dana.post("/settings", "/ask/" + type + "/preview", with(form));
		harmless("the preview of " + type, wrong);
		String page = Browser.location(this.dana.post("/settings", "/ask/" + type, form));
		this.pages.addAll(List.of(page, page + "/live"));
		return page;
	}

	/** The text in all fields, which is wrong for most. */
	private static Map<String, String> with(Map<String, String> form) {
		Map<String, String> wrong = new HashMap<>(form);
		wrong.replaceAll((name, value) -> TEXT);
		return wrong;
	}

	private String upload() {
		HttpResponse<String> sent = this.dana.send("POST",
				"/uploads?name=" + URLEncoder.encode(TEXT, StandardCharsets.UTF_8),
				BodyPublishers.ofString("203.0.113.44\n"), "Content-Type", "application/octet-stream", "X-CSRF-TOKEN",
				this.dana.token("/settings"));
		// It is no page, whatever is in it.
		assertThat(sent.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
		return sent.body().lines().findFirst().orElseThrow();
	}

	private void decide(String request) {
		Browser oscar = new Browser(this.stage.portalUri(0));
		oscar.signIn("oscar");
		assertThat(oscar.post("/settings", request + "/change-request", Map.of("reason", TEXT)).statusCode())
			.isEqualTo(302);
	}

	private static String shorter() {
		return TEXT.substring(0, 100);
	}

	private static String number(String page) {
		return page.replaceAll("\\D", "");
	}

	private static void harmless(String page, HttpResponse<String> shown) {
		assertThat(shown.statusCode()).as(page).isEqualTo(200);
		assertThat(shown.body()).as(page)
			.doesNotContain(BadInputs.MARK)
			.doesNotContain("<!channel>")
			.doesNotContain(COMPUTED);
	}

}
