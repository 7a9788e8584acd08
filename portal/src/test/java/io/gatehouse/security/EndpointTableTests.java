package io.gatehouse.security;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gatehouse.Journey;
import io.gatehouse.request.event.Happened;
import io.gatehouse.Stage;
import io.gatehouse.security.Cast.Actor;
import io.gatehouse.security.EndpointTable.Endpoint;
import io.gatehouse.security.EndpointTable.Rule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.HandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** Every endpoint, asked by everybody about everybody's things. */
@OnOwnStage
@TestInstance(Lifecycle.PER_CLASS)
class EndpointTableTests {

	private static final Logger log = LoggerFactory.getLogger(EndpointTableTests.class);

	private static final String BLOCKED = "blocked";

	private static final String EVENTS = "/events";

	/** The part of an address that stands for a thing. */
	private static final Pattern THING = Pattern.compile("\\{(number|id|name|type)}");

	private static final Map<String, String> REST = Map.of("{handle}", "0123456789abcdef", "{registrationId}", "gitlab",
			"/login/oauth2/code/*", "/login/oauth2/code/gitlab", "/webjars/**",
			"/webjars/htmx.org/2.0.10/dist/htmx.min.js", "/actuator/health/**", "/actuator/health/readiness");

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Collection<HandlerMapping> mappings;

	@Autowired
	Collection<SecurityFilterChain> chains;

	private final EndpointTable table = EndpointTable.read();

	private Things things;

	private Cast cast;

	@BeforeAll
	void set() {
		this.things = new Things(this.stage, this.journey);
		this.cast = new Cast(this.stage, this.journey, this.things);
	}

	@AfterAll
	void letIn() {
		this.cast.unblock("denis");
	}

	@Test
	void hasARowForEachEndpointAndAnEndpointForEachRow() {
		Set<String> rows = new TreeSet<>(this.table.endpoints().stream().map(Endpoint::name).toList());
		assertThat(rows).isEqualTo(Endpoints.of(this.mappings, this.chains));
		assertThat(this.table.rules().keySet())
			.containsAll(this.table.endpoints().stream().map(Endpoint::rule).toList());
	}

	@Test
	void answersEverybodyAsItSays() {
		List<String> wrong = new ArrayList<>();
		int checks = 0;
		int objects = 0;
		for (Endpoint endpoint : this.table.endpoints()) {
			List<Rule> rules = rules(endpoint);
			objects += rules.size();
			for (Rule rule : rules) {
				for (String person : this.table.people()) {
					checks += person.equals(BLOCKED) ? 0 : check(endpoint, rule, person, wrong);
				}
			}
		}
		// Last, as what is somebody's who is blocked can't be made anew.
		makeAll();
		this.cast.block("denis", BLOCKED);
		for (Endpoint endpoint : this.table.endpoints()) {
			for (Rule rule : rules(endpoint)) {
				checks += check(endpoint, rule, BLOCKED, wrong);
			}
		}
		log.info("Endpoints: {}, with objects {}, by {} roles: {} checks", this.table.endpoints().size(), objects,
				this.table.people().size(), checks);
		assertThat(wrong).isEmpty();
	}

	private void makeAll() {
		this.table.endpoints().forEach((endpoint) -> rules(endpoint).forEach((rule) -> paths(endpoint, rule.object())));
	}

	/** What names no object is not asked about nobody's. */
	private List<Rule> rules(Endpoint endpoint) {
		boolean names = THING.matcher(endpoint.pattern()).find();
		return this.table.rules()
			.get(endpoint.rule())
			.stream()
			.filter((rule) -> names || rule.object().isEmpty())
			.toList();
	}

	private int check(Endpoint endpoint, Rule rule, String person, List<String> wrong) {
		List<String> paths = paths(endpoint, rule.object());
		for (String path : paths) {
			Actor actor = this.cast.get(person);
			HttpResponse<String> response = ask(actor, endpoint, path);
			String answer = answer(response);
			if (answer.equals("no")) {
				answer = differences(response, nothing(actor, path));
			}
			if (!answer.equals(rule.answers().get(person))) {
				wrong.add("%s %s of %s, asked by %s: %s instead of %s".formatted(endpoint.method(), path, rule.object(),
						person, answer, rule.answers().get(person)));
			}
			tidyUp(endpoint, rule, person, response);
			if (path.endsWith("/removal") && endpoint.changes() && response.statusCode() == 302
					&& answer.equals("yes")) {
				this.things.forgetOnceGone(kind(endpoint), rule.object());
			}
		}
		return paths.size();
	}

	private List<String> paths(Endpoint endpoint, String object) {
		String path = endpoint.pattern().equals("/**") ? "/ui/gatehouse.svg" : endpoint.pattern();
		for (Map.Entry<String, String> rest : REST.entrySet()) {
			path = path.replace(rest.getKey(), rest.getValue());
		}
		Matcher thing = THING.matcher(path);
		if (thing.find()) {
			path = path.replace(thing.group(), this.things.id(kind(endpoint), object));
		}
		Matcher acts = Pattern.compile("\\{act:([^}]*)}").matcher(path);
		if (!acts.find()) {
			return List.of(path);
		}
		String all = path;
		// The removal comes last: it is done where nothing has to be confirmed.
		return Arrays.stream(acts.group(1).split("\\|"))
			.sorted(Comparator.comparing("removal"::equals))
			.map((act) -> all.replace(acts.group(), act))
			.toList();
	}

	private static String kind(Endpoint endpoint) {
		return endpoint.pattern().substring(1).replaceAll("/\\{.*", "");
	}

	/** What this one is answered where there is nothing, asked for in the same way. */
	private static HttpResponse<String> nothing(Actor actor, String path) {
		return ask(actor, "GET", path.endsWith(EVENTS) ? "/nowhere" + EVENTS : "/nowhere", "");
	}

	private static HttpResponse<String> ask(Actor actor, Endpoint endpoint, String path) {
		return ask(actor, endpoint.method(), path, endpoint.sends());
	}

	private static HttpResponse<String> ask(Actor actor, String method, String path, String sends) {
		try {
			return path.endsWith(EVENTS)
					? actor.send(method, path, sends, "Accept", "text/event-stream", "X-CSRF-TOKEN", actor.token())
					: actor.send(method, path, sends);
		}
		catch (UncheckedIOException ex) {
			throw new IllegalStateException(method + " " + path, ex);
		}
	}

	private static String answer(HttpResponse<String> response) {
		int status = response.statusCode();
		String location = response.headers().firstValue("Location").orElse("");
		return switch (status) {
			case 200, 201, 204, 304, 409, 422 -> "yes";
			case 302 -> location.startsWith("/login") ? "login" : "yes";
			case 403 -> response.body().contains("You are not in yet") ? "out"
					: response.body().contains("The form has expired") ? "expired" : "403";
			case 404 -> "no";
			default -> Integer.toString(status);
		};
	}

	/** How an answer tells more than that there is nothing. */
	private static String differences(HttpResponse<String> response, HttpResponse<String> nothing) {
		if (!bare(response.body()).equals(bare(nothing.body()))) {
			return "another page than for nothing";
		}
		return headers(response).equals(headers(nothing)) ? "no"
				: "other headers than for nothing: " + headers(response) + ", not " + headers(nothing);
	}

	/** Each token is written in another way each time. */
	private static String bare(String page) {
		return page.replaceAll("[\\w-]{60,}=*", "");
	}

	private static Map<String, List<String>> headers(HttpResponse<String> response) {
		Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
		// Tomcat ends a connection after a hundred requests, whatever they were.
		headers.keySet().removeAll(Set.of("date", "connection", "keep-alive"));
		return headers;
	}

	/** What was decided, withdrawn or left is there again for the next one. */
	private void tidyUp(Endpoint endpoint, Rule rule, String person, HttpResponse<String> response) {
		boolean done = endpoint.method().equals("POST") && answer(response).equals("yes");
		if (done && endpoint.pattern().startsWith("/requests/") && response.statusCode() == 302) {
			this.things.forget(kind(endpoint), rule.object());
		}
		boolean leaves = endpoint.pattern().equals("/logout") || endpoint.pattern().startsWith("/login/");
		if (leaves && !person.equals(BLOCKED)) {
			this.cast.signInAgain(person);
		}
	}

	@Test
	void takesNoFormWithoutTheTokenOfTheSession() {
		this.cast.unblock("denis");
		makeAll();
		String state = state();
		List<String> wrong = new ArrayList<>();
		int checks = 0;
		for (Endpoint endpoint : this.table.endpoints().stream().filter(Endpoint::changes).toList()) {
			Rule rule = rules(endpoint).getFirst();
			for (String person : List.of("outsider", "dana", "mira", "oscar", "olga")) {
				for (String path : paths(endpoint, rule.object())) {
					checks += 3;
					refused(endpoint, path, person, wrong);
					refused(endpoint, path, person, wrong, "X-CSRF-TOKEN", "made-up");
					refused(endpoint, path, person, wrong, "X-CSRF-TOKEN", this.cast.get("denis").token());
				}
			}
		}
		log.info("Forms without a token, with a made-up one, and with another's: {} checks", checks);
		assertThat(wrong).isEmpty();
		assertThat(state()).isEqualTo(state);
	}

	private void refused(Endpoint endpoint, String path, String person, List<String> wrong, String... headers) {
		String answer = answer(this.cast.get(person).send(endpoint.method(), path, endpoint.sends(), headers));
		if (!answer.equals("expired")) {
			wrong.add("%s by %s with %s: %s".formatted(path, person, List.of(headers), answer));
		}
	}

	private String state() {
		return this.stage.query("select (select count(*) from service_request) || ' ' || "
				+ "(select coalesce(string_agg(number || ' ' || "
				// What was approved goes on by itself.
				+ "case when state in ('APPROVED', 'RUNNING', 'SUCCEEDED', 'FAILED') then 'decided' else state end, "
				+ "',' order by number), '') from service_request) "
				+ "|| ' ' || (select count(*) from upload) || ' ' || (select count(*) from paused_system) "
				+ "|| ' ' || (select count(*) from audit_event where actor <> '" + Happened.PORTAL + "')");
	}

	@Test
	void tellsAHostTheListOfItsOwnGroupAlone() {
		this.things.id("bans", "ops'");
		this.journey.until(() -> list("host"), (list) -> list.contains("198.51.100.22"));
		assertThat(list("host")).contains("hosts/table").doesNotContain("hosts/other-table");
		assertThat(list("other host")).contains("hosts/other-table").doesNotContain("198.51.100.22");
	}

	private String list(String host) {
		return this.cast.get(host).send("GET", "/agents/bans", "").body();
	}

}
