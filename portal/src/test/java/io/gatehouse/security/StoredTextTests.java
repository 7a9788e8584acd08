package io.gatehouse.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
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
		this.stage.call(username, name);
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
		for (String page : List.of(project, access, ban, network, "/queue")) {
			assertThat(olga.get(page).body()).as(page).contains(typed(TEXT));
		}
		String csv = olga.get("/audit.csv").body();
		assertThat(csv).contains("stored-text").doesNotContain(COMPUTED);
		assertThat(FORMULA.matcher(csv).results().map((found) -> around(csv, found.start())).toList()).isEmpty();
	}

	/**
	 * What was asked for is looked at once it is there: things, bans, and what is told of
	 * both.
	 */
	@Test
	void isShownAsItWasTypedWhereItWasCarriedOut() {
		String project = had(
				ask("project", Map.of("team", "payments", "name", "stored-had", "size", "SMALL", "description", TEXT)),
				"olga");
		String network = had(
				ask("protected-network",
						Map.of("network", "192.0.2.48/28", "owner", shorter(), "reason", TEXT, "forGood", "true")),
				"olga", "oscar");
		String asked = ask("ban", Map.of("file", upload(), "file.name", TEXT, "reason", TEXT, "where", "INGRESS",
				"lasts", "1", "lasts.unit", "hours"));
		String ban = had(asked, "olga");
		String banned = "/bans/" + this.stage.query("select max(id) from ban where reason like '%<q17%'");
		report();
		holdBack();
		Browser olga = new Browser(this.stage.portalUri(0));
		olga.signIn("olga");
		List<String> telling = List.of(project, network, ban, "/bans", banned, "/bans?address=203.0.113.44",
				"/bans?address=192.0.2.50", "/bans/protected", "/bans/requests/" + number(asked));
		this.pages.addAll(telling);
		this.pages.addAll(List.of(banned + "/places", "/bans/hosts", "/bans/hosts/now", "/bans/feeds",
				"/bans/feeds/table/candidate?digest=stored", "/assets?scope=all", "/audit", "/requests?scope=all"));
		for (String language : List.of("en", "ru")) {
			this.pages.forEach((page) -> harmless(page, olga.get(page, "Accept-Language", language)));
			for (String act : List.of("", "/change", "/transfer", "/transfer?heir=mira", "/removal")) {
				harmless(project + act, this.dana.get(project + act, "Accept-Language", language));
				harmless(ban + act, this.dana.get(ban + act, "Accept-Language", language));
			}
		}
		telling.forEach((page) -> assertThat(olga.get(page).body()).as(page).contains(typed(TEXT)));
		assertThat(olga.get("/bans/feeds/table/candidate?digest=stored").body()).contains("192.0.2.48/28")
			.contains(typed(TEXT));
		assertThat(olga.get("/bans/hosts").body()).contains(typed(shorter()));
		this.stage.sql("update ban_feed set candidate = null, candidate_lines = null where name = 'table'");
	}

	/** What the request comes to, once it was approved. */
	private String had(String request, String... approvers) {
		ServiceRequest asked = this.journey.read(Long.parseLong(number(request)));
		List.of(approvers).forEach((approver) -> this.journey.approve(asked, approver));
		return "/assets/" + this.journey.asset(this.journey.await(asked, RequestState.SUCCEEDED)).number();
	}

	/** A host may tell what it likes, too. */
	private void report() {
		this.journey.haveAtOnce("olga", "ban-host", "name=stored-1", "group=stored");
		String token = Things.token(this.stage, "stored-1");
		assertThat(new Browser(this.stage.portalUri(0))
			.postBare("/agents/report",
					Map.of("state", "failed", "message", TEXT, "backend", TEXT, "agent", TEXT, "took", "1"),
					"Authorization", "Bearer " + token)
			.statusCode()).isEqualTo(204);
	}

	/** As if the feed named what is protected, with the words of whoever protects it. */
	private void holdBack() {
		this.journey.until(() -> this.stage.query("select count(*) from ban_feed where name = 'table'"), "1"::equals);
		this.stage.sql("update ban_feed set candidate = 'stored', candidate_entries = 2, candidate_lines = decode('"
				+ HexFormat.of().formatHex(gzip("192.0.2.48/28\n203.0.113.0/24\n")) + "', 'hex') where name = 'table'");
	}

	private static byte[] gzip(String text) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return packed.toByteArray();
	}

	private static String typed(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
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
