package io.gatehouse.security;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.Field;
import io.gatehouse.request.Plan;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.Requester;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Faults.Fault;
import io.gatehouse.sandbox.slack.SlackStandIn;
import io.gatehouse.web.Browser;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets that came in by every way there is, and failures that repeat them, with the log
 * at its most talkative: none is found in anything that anybody but its owner reads.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT,
		properties = { "logging.level.root=debug", "gatehouse.limits.reads=100000" })
@ContextConfiguration(initializers = { Stage.Initializer.class, SecretsTests.Marked.class })
@Import({ Journey.class, Workshop.class, SecretsTests.Safes.class })
@DirtiesContext
class SecretsTests {

	private static final Pattern SENT_TO_GITLAB = Pattern
		.compile("gatehouse\\.gitlab\\.token|.*client.secret.*|\\w+ of (dana|olga)|a deploy token");

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final String SLACK_TOKEN = "xoxb-only-for-tests-slack-0123456789";

	private static final String FEED_KEY = "only-for-tests-feed-0123456789";

	private static final String REDIS_PASSWORD = "only-for-tests-redis-0123456789";

	private static final String FORM_SECRET = "only-for-tests-form-0123456789";

	private static final String WRONG_FORM_SECRET = "only-for-tests-wrong-form-0123456789";

	private static final String LATE_SECRET = "only-for-tests-late-form-0123456789";

	private static final String STRANGERS_TOKEN = "only-for-tests-stranger-0123456789";

	private static final SlackStandIn slack = SlackStandIn.start(
			new SlackStandIn.Settings(0, SLACK_TOKEN, List.of("#requests"), "hook", Clock.systemUTC()), Faults.none());

	private static final Eavesdropper tokens = Eavesdropper.start();

	private static final Eavesdropper vault = Eavesdropper.start();

	private static final Eavesdropper cluster = Eavesdropper.start();

	private static final Eavesdropper chat = Eavesdropper.start().before(slack.api());

	private static final Eavesdropper feed = Eavesdropper.start();

	static {
		feed.fail(500);
	}

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Environment environment;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	PrometheusMeterRegistry metrics;

	private final Map<String, String> marks = new LinkedHashMap<>();

	private final Map<String, String> found = new LinkedHashMap<>();

	private final Map<String, String> answers = new LinkedHashMap<>();

	private int failures;

	@AfterAll
	static void stop() {
		LoggingSystem.get(SecretsTests.class.getClassLoader())
			.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
		Stream.of(tokens, vault, cluster, chat, feed).forEach(Eavesdropper::close);
		slack.close();
	}

	@Test
	void areFoundNowhere(CapturedOutput output) {
		configured();
		Browser dana = signIn("dana");
		Browser olga = signIn("olga");
		typed(dana);
		made(olga);
		failed(dana);
		failedLogins();
		pause();

		assertThat(this.marks).hasSizeGreaterThanOrEqualTo(20);
		assertThat(this.marks.values()).allSatisfy((mark) -> assertThat(mark).hasSizeGreaterThan(20));
		look("log", output.getAll());
		dump().forEach(this::look);
		pages(olga).forEach(this::look);
		this.answers.forEach(this::look);
		chat.asked().forEach((message) -> look("message", message.substring(message.lastIndexOf('\n'))));
		look("metrics", this.metrics.scrape());
		look("threads", Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList().toString());
		assertThat(output.getAll()).as("the log was talkative").contains(" DEBUG ").contains("does not answer");
		assertThat(this.found.keySet()).as("%s", this.found).isEmpty();
		assertThat(this.answers.get("preview with status 422")).as("it tells what GitLab said").contains("•••");
	}

	/** Those that the portal was given. */
	private void configured() {
		for (String property : List.of("gatehouse.gitlab.token", "gatehouse.kubernetes.token", "gatehouse.vault.token",
				"spring.datasource.password", "spring.flyway.password",
				"spring.security.oauth2.client.registration.gitlab.client-secret")) {
			mark(property, this.environment.getRequiredProperty(property));
		}
		mark("the client secret as it is sent", Base64.getEncoder()
			.encodeToString(
					("portal:" + this.marks.get("spring.security.oauth2.client.registration.gitlab.client-secret"))
						.getBytes(StandardCharsets.UTF_8)));
		mark("Slack's token", SLACK_TOKEN);
		mark("a feed's key", FEED_KEY);
		mark("the password of Redis", REDIS_PASSWORD);
	}

	private Browser signIn(String person) {
		Browser browser = new Browser(this.stage.portalUri(0));
		int before = tokens.answers().size();
		browser.signIn(person);
		String answer = tokens.answers().subList(before, tokens.answers().size()).toString();
		for (String token : List.of("access_token", "refresh_token", "id_token")) {
			mark(token + " of " + person, text(answer, "\"" + token + "\":\"([^\"]+)\""));
		}
		String asked = tokens.asked().getLast();
		mark("code of " + person, text(asked, "[\\n&]code=([^&\\s]+)"));
		mark("verifier of " + person, text(asked, "code_verifier=([^&\\s]+)"));
		mark("the session of " + person, browser.session());
		return browser;
	}

	/** What people fill in, rightly and wrongly, and after their session has ended. */
	private void typed(Browser dana) {
		mark("a secret that was typed", FORM_SECRET);
		mark("a secret with a mistake beside it", WRONG_FORM_SECRET);
		mark("a secret that came after the session", LATE_SECRET);
		String csrf = text(dana.get("/settings").body(), CSRF.pattern());
		mark("the token of dana's form", csrf);
		HttpResponse<String> preview = dana.postBare("/ask/safe/preview", safe("secret-safe", FORM_SECRET, csrf),
				"HX-Request", "true");
		assertThat(preview.statusCode()).isEqualTo(200);
		heard("preview of a secret", preview);
		HttpResponse<String> sent = dana.postBare("/ask/safe", safe("secret-safe", FORM_SECRET, csrf));
		heard("what was asked with a secret", sent);
		this.journey.await(this.journey.read(number(sent)), RequestState.SUCCEEDED);
		assertThat(dana.postBare("/ask/safe", safe("", WRONG_FORM_SECRET, csrf)).body())
			.doesNotContain(WRONG_FORM_SECRET);

		Browser late = new Browser(this.stage.portalUri(0));
		String page = this.stage.portalUri(0) + "/ask/safe";
		assertThat(late.postBare("/ask/safe", safe("late-safe", LATE_SECRET, csrf), "Referer", page).statusCode())
			.isEqualTo(302);
	}

	private static Map<String, String> safe(String name, String password, String csrf) {
		return Map.of("name", name, "password", password, "_secret", "password", "submission",
				UUID.randomUUID().toString(), "_csrf", csrf);
	}

	/** Those that one system makes for another. */
	private void made(Browser olga) {
		ServiceRequest project = this.journey.ask("dana", "project", "team=payments", "name=secretive", "size=SMALL");
		this.journey.approve(project, "olga");
		this.journey.await(project, RequestState.SUCCEEDED);
		mark("a deploy token", inVault("teams/payments/secretive/deploy-token", "token|password|value"));
		this.journey.person("oscar");
		ServiceRequest host = this.journey.ask("olga", "ban-host", "name=secretive-1", "group=edge");
		this.journey.await(host, RequestState.SUCCEEDED);
		String token = inVault("ban-hosts/secretive-1/token", "token");
		mark("a host's token", token);
		mark("a token that is nobody's", STRANGERS_TOKEN);
		assertThat(olga.get("/agents/bans", "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
		assertThat(olga.get("/agents/bans", "Authorization", "Bearer " + STRANGERS_TOKEN).statusCode()).isEqualTo(401);
		olga.postBare("/agents/report", Map.of("state", "nonsense"), "Authorization", "Bearer " + token);
	}

	/**
	 * Requests while each system in turn answers with what it was sent, or not at all.
	 */
	private void failed(Browser dana) {
		for (Eavesdropper system : List.of(vault, cluster, chat)) {
			for (int status : new int[] { 401, 500, 422 }) {
				underWay(() -> system.fail(status), system);
			}
			underWay(system::loseReplies, system);
		}
		assertThat(feed.asked()).as("a list that was never given").hasSizeGreaterThan(1);
		for (int status : new int[] { 401, 500, 403, 422 }) {
			// One by one, as what is told of an answer is cut.
			this.marks.forEach((name, secret) -> {
				if (SENT_TO_GITLAB.matcher(name).matches()) {
					repeats(dana, status, secret);
				}
			});
		}
	}

	private void repeats(Browser dana, int status, String secret) {
		letThrough("name=unseen");
		this.stage.gitlabFaults()
			.percent(100, 1, Faults.requests("*", "/api/v4/projects.*"), Fault.answer(status, secret));
		heard("preview with status " + status, dana.postBare("/ask/project/preview", Map.of("team", "payments", "name",
				"unseen", "size", "SMALL", "_csrf", this.marks.get("the token of dana's form")), "HX-Request", "true"));
		this.stage.gitlabFaults().clear();
	}

	private void underWay(Runnable fault, Eavesdropper system) {
		String name = "name=failing-" + ++this.failures;
		letThrough(name);
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", name, "size=SMALL");
		int before = system.asked().size();
		fault.run();
		this.journey.approve(request, "olga");
		this.journey.until(() -> system.asked().size(), (asked) -> asked > before);
		this.journey.until(() -> this.journey.read(request.number()),
				(now) -> now.state() != RequestState.APPROVED || now.message().isPresent());
		pause();
		system.heal();
		pause();
	}

	/** Right after many calls in vain there are none: waits until there are again. */
	private void letThrough(String name) {
		this.journey.until(() -> this.journey.consider("dana", "project", "team=payments", name, "size=SMALL"),
				Considered::sound);
	}

	private void failedLogins() {
		for (int status : new int[] { 401, 500, 400 }) {
			tokens.fail(status);
			Browser browser = new Browser(this.stage.portalUri(0));
			HttpResponse<String> answer = browser.signIn("mira");
			assertThat(Browser.location(answer)).startsWith("/login?problem=");
			heard("login with status " + status, answer);
			heard("page after a login with status " + status, browser.get(Browser.location(answer)));
			tokens.heal();
			mark("code of a login that failed with " + status, text(tokens.asked().getLast(), "[\\n&]code=([^&\\s]+)"));
		}
		tokens.loseReplies();
		heard("login without a reply", new Browser(this.stage.portalUri(0)).signIn("mira"));
		tokens.heal();
	}

	/** What was answered, to be looked at once all secrets are known. */
	private void heard(String where, HttpResponse<String> answer) {
		this.answers.merge(where, answer.body() + answer.headers().map(), String::concat);
	}

	private void mark(String name, String value) {
		assertThat(value).as(name).isNotBlank();
		this.marks.put(name, value);
	}

	private void look(String where, String text) {
		this.marks.forEach((name, mark) -> {
			int at = text.indexOf(mark);
			if (at >= 0) {
				this.found.put(name + " in " + where,
						text.substring(Math.max(0, at - 300), Math.min(text.length(), at + mark.length() + 40)));
			}
		});
	}

	/** All tables as text; what is kept as bytes as far as it is text. */
	private Map<String, String> dump() {
		Map<String, String> tables = new LinkedHashMap<>();
		for (String table : this.stage
			.query("select string_agg(table_name, ' ') from information_schema.tables where table_schema = 'public'")
			.split(" ")) {
			String columns = this.stage
				.query("select string_agg(case data_type when 'bytea' then 'encode(' || column_name || ', ''escape'')' "
						+ "else column_name || '::text' end, ', ') from information_schema.columns "
						+ "where table_schema = 'public' and table_name = '" + table + "'");
			tables.put("table " + table, this.stage
				.query("select coalesce(string_agg(concat_ws(' ', " + columns + "), E'\\n'), '') from " + table));
		}
		assertThat(tables).hasSizeGreaterThan(20);
		return tables;
	}

	private static Map<String, String> pages(Browser olga) {
		Map<String, String> pages = new LinkedHashMap<>();
		List<String> addresses = new ArrayList<>(
				Arrays.asList("/", "/queue", "/requests", "/assets", "/audit", "/audit.csv", "/systems", "/bans",
						"/bans/hosts", "/bans/feeds", "/settings/sessions", "/actuator/health"));
		Matcher things = Pattern.compile("href=\"(/(?:requests|assets)/[0-9]+)\"")
			.matcher(olga.get("/requests").body() + olga.get("/assets").body());
		things.results().map((thing) -> thing.group(1)).distinct().forEach(addresses::add);
		for (String address : addresses) {
			HttpResponse<String> page = olga.get(address);
			assertThat(page.statusCode()).as(address).isEqualTo(200);
			pages.put("page " + address, page.body() + page.headers().map());
		}
		return pages;
	}

	private String inVault(String path, String name) {
		return text(this.stage.vaultHand().send("GET", "/v1/secret/data/gatehouse/" + path, null, null).toString(),
				"\"(?:" + name + ")\":\"([^\"]+)\"");
	}

	private static String text(String text, String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(text);
		assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
		return matcher.group(1);
	}

	private static long number(HttpResponse<String> sent) {
		return Long.parseLong(Browser.location(sent).replace("/requests/", ""));
	}

	private static void pause() {
		try {
			Thread.sleep(Duration.ofMillis(600));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Something with a password. */
	@TestComponent
	static class Safes implements RequestType<Safes.Safe> {

		private final Workshop workshop;

		Safes(Workshop workshop) {
			this.workshop = workshop;
		}

		@Override
		public String name() {
			return "safe";
		}

		@Override
		public Plan plan(Safe form, Requester requester) {
			return Plan.of(this.workshop.thing("safe-" + form.name(), "red"));
		}

		@Override
		public ApprovalPolicy approval(Safe form, Verb verb, Requester requester) {
			return ApprovalPolicy.none();
		}

		record Safe(@NotBlank String name, @NotBlank @Field(kind = Field.Kind.SECRET) String password) {
		}

	}

	/** Puts the eavesdroppers before the systems. */
	static final class Marked implements ApplicationContextInitializer<GenericApplicationContext> {

		@Override
		public void initialize(GenericApplicationContext context) {
			Environment stage = context.getEnvironment();
			Map<String, Object> properties = new LinkedHashMap<>();
			properties.put("spring.security.oauth2.client.provider.gitlab.token-uri",
					tokens.before(stage.getRequiredProperty("gatehouse.gitlab.url")).uri() + "/oauth/token");
			properties.put("gatehouse.vault.url", vault.before(stage.getRequiredProperty("gatehouse.vault.url")).uri());
			properties.put("gatehouse.kubernetes.url",
					cluster.before(stage.getRequiredProperty("gatehouse.kubernetes.url")).uri());
			for (String system : List.of("gitlab", "kubernetes", "vault")) {
				properties.put("gatehouse." + system + ".limits.open-for", "300ms");
			}
			properties.put("gatehouse.slack.api-url", chat.uri() + slack.api().getPath());
			properties.put("gatehouse.slack.token", SLACK_TOKEN);
			properties.put("gatehouse.slack.channel", "#requests");
			properties.put("gatehouse.notification.first-retry", "200ms");
			String name = "gatehouse.bans.feeds.marked.";
			properties.put(name + "url", feed.uri() + "/list");
			properties.put(name + "api-key", FEED_KEY);
			properties.put(name + "every", "5s");
			properties.put("gatehouse.redis.url", "redis://:" + REDIS_PASSWORD + "@localhost:1");
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("marked", properties));
		}

	}

}
