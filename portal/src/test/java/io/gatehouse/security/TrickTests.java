package io.gatehouse.security;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.upload.UploadProperties;
import io.gatehouse.security.Wire.Answer;
import io.gatehouse.web.Browser;
import io.gatehouse.web.SoundHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways around the door that have worked elsewhere. */
@OnOwnStage
@ExtendWith(OutputCaptureExtension.class)
class TrickTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Environment environment;

	@Autowired
	UploadProperties uploads;

	private Wire wire;

	private Browser browser;

	@BeforeEach
	void open() {
		this.wire = new Wire(this.stage.portalUri(0));
		this.browser = new Browser(this.stage.portalUri(0));
	}

	/** Whatever Spring or Tomcat takes a path for, it is not let in by it. */
	@ParameterizedTest
	@ValueSource(strings = { "/requests;jsessionid=1", "/;/requests", "/requests/", "//requests", "/./requests",
			"/login/../requests", "/login/..;/requests", "/ui/../requests", "/ui/%2e%2e/requests", "/ui/..%2frequests",
			"/ui/%2e%2e%2frequests", "/ui/%252e%252e/requests", "/ui/..%5crequests", "/login;/../requests",
			"/%72equests", "/requests%00", "/requests%20", "/requests.", "/requests.html", "/REQUESTS", "/requests%0a",
			"/requests%09", "/webjars/../audit.csv", "/webjars/%2e%2e/audit.csv", "/actuator/../requests",
			"/actuator/health/../prometheus", "/actuator/health/..;/prometheus", "/actuator/health/%2e%2e/prometheus",
			"/actuator/health;/../prometheus", "/actuator//prometheus", "/agents/../requests", "/agents/..;/requests",
			"/\\requests", "/ui\\..\\requests", "/ui/%c0%ae%c0%ae/requests", "/ui/%uff0e%uff0e/requests",
			"http://localhost/requests", "http://evil.example/requests" })
	void letsNobodyInByAPath(String target) {
		Answer answer = this.wire.send("GET", target, "Accept: text/html");
		assertThat(answer.status()).as(answer.all()).isIn(302, 400, 403, 404);
		assertThat(answer.header("Location")).isIn("", "/login");
		assertThat(answer.all()).doesNotContain("class=\"list\"").doesNotContain("jvm_").doesNotContain("Exception");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ui/../application.properties", "/ui/%2e%2e/application.properties",
			"/webjars/..%2f..%2fapplication.properties", "/webjars/%2e%2e/%2e%2e/application.properties",
			"/ui/..;/application.properties", "/ui/%2fetc/passwd", "/ui//etc/passwd", "/ui/file:/etc/passwd",
			"/webjars/http://evil.example/", "/ui/css/%2e%2e/%2e%2e/%2e%2e/messages.properties", "/ui/", "/webjars/",
			"/WEB-INF/web.xml", "/META-INF/MANIFEST.MF" })
	void servesNoFileThatIsNotMeantToBe(String target) {
		this.browser.signIn("dana");
		Answer answer = this.wire.send("GET", target, "Accept: text/html", "Cookie: " + this.browser.cookieHeader());
		assertThat(answer.status()).as(answer.all()).isIn(302, 400, 404);
		assertThat(answer.all()).doesNotContain("spring.").doesNotContain("root:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.example", "/\\evil.example", "/%2f%2fevil.example", "/%5cevil.example",
			"///evil.example", "//evil.example/%2e%2e", "/;//evil.example", "http://evil.example/", "/.//evil.example",
			"/%09/evil.example", "/requests?next=//evil.example", "/@evil.example" })
	void comesBackToNoForeignPageAfterTheLogin(String target) {
		Answer led = this.wire.send("GET", target, "Accept: text/html");
		Browser same = this.browser;
		String cookie = led.header("Set-Cookie").replaceFirst(";.*", "");
		String back = Browser.location(cookie.isEmpty() ? same.signIn("dana") : same.signIn("dana", cookie));
		assertThat(back).matches("/([^/\\\\].*)?").doesNotStartWith("/%2f").doesNotStartWith("/%5c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:80", "localhost.evil.example", "localhost@evil.example",
			"\"><script>alert(1)</script>" })
	void believesNoHost(String host) {
		for (String path : new String[] { "/", "/login", "/oauth2/authorization/gitlab", "/nowhere" }) {
			Answer answer = this.wire.send("GET", path, "Host: " + host, "Accept: text/html");
			assertThat(answer.status()).isLessThan(500);
			assertThat(answer.all()).doesNotContain("evil.example").doesNotContain("<script>alert");
		}
	}

	@Test
	void believesNoForwardingHeader() {
		for (String path : new String[] { "/", "/login", "/oauth2/authorization/gitlab", "/nowhere" }) {
			Answer answer = this.wire.send("GET", path, "Accept: text/html", "X-Forwarded-Host: evil.example",
					"X-Forwarded-Proto: https", "X-Forwarded-Port: 66613", "X-Forwarded-Prefix: //evil.example",
					"X-Forwarded-For: 127.0.0.1", "Forwarded: host=evil.example;proto=https;for=127.0.0.1",
					"X-Original-URL: /actuator/prometheus", "X-Rewrite-URL: /actuator/prometheus",
					"X-Host: evil.example", "X-Forwarded-Server: evil.example", "X-HTTP-Host-Override: evil.example");
			assertThat(answer.all()).doesNotContain("evil.example").doesNotContain(":66613").doesNotContain("jvm_");
			assertThat(answer.header("Strict-Transport-Security")).isEmpty();
		}
	}

	@Test
	void takesTwoHostsOrTwoLengthsForNoRequest() {
		assertThat(this.wire.raw("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n").status())
			.isEqualTo(400);
		assertThat(this.wire.raw(
				"POST /agents/report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\n12345")
			.status()).isEqualTo(400);
		// Smuggled: the one behind must not be answered.
		String both = this.wire
			.raw("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
					+ "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /login HTTP/1.1\r\nHost: localhost\r\n\r\n")
			.all();
		assertThat(both.split("HTTP/1.1 \\d", -1)).hasSizeLessThanOrEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TRACE", "TRACK", "CONNECT", "PROPFIND", "PUT", "PATCH", "DELETE", "G\u00CBT", "get" })
	void knowsNoOtherMethod(String method) {
		ServiceRequest request = ask("dana");
		this.browser.signIn("olga");
		Answer answer = this.wire.send(method, "/requests/" + request.number(), "X-Secret: marked-4711",
				"Cookie: " + this.browser.cookieHeader(), "X-CSRF-TOKEN: " + this.browser.token("/settings"));
		assertThat(answer.status()).as(answer.all()).isIn(400, 403, 405, 501);
		assertThat(answer.all()).doesNotContain("marked-4711");
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
	}

	/** A link or a picture on a foreign page must not be able to decide anything. */
	@ParameterizedTest
	@ValueSource(strings = { "approval?shown=%s&_method=POST", "rejection?reason=no&_method=post",
			"withdrawal?_method=POST", "approval?shown=%s" })
	void changesNothingByAGet(String what) {
		ServiceRequest request = ask("olga");
		this.browser.signIn("olga");
		HttpResponse<String> answer = this.browser.get(
				"/requests/" + request.number() + "/" + what.formatted(request.shown()), "X-HTTP-Method-Override",
				"POST", "X-HTTP-Method", "POST", "X-Method-Override", "POST", "X-CSRF-TOKEN",
				this.browser.token("/settings"));
		assertThat(answer.statusCode()).isEqualTo(405);
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
	}

	/** Else a form without a token could become another one on its way. */
	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "OPTIONS", "TRACE", "DELETE" })
	void takesAPostForWhatItIs(String override) {
		ServiceRequest request = ask("olga");
		this.browser.signIn("olga");
		HttpResponse<String> answer = this.browser.postBare("/requests/" + request.number() + "/withdrawal",
				Map.of("_method", override), "X-HTTP-Method-Override", override);
		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.body()).contains("The form has expired");
		assertThat(state(request)).isEqualTo(RequestState.SUBMITTED);
	}

	@Test
	void keepsNoSessionThatSomebodyElseChose() {
		String planted = "gatehouse=00000000-0000-4000-8000-000000000000";
		String mine = this.wire.send("GET", "/login", "Accept: text/html", "Cookie: " + planted).header("Set-Cookie");
		assertThat(mine).startsWith("gatehouse=").doesNotContain("00000000-0000-4000-8000-000000000000");
		Browser attacker = new Browser(this.stage.portalUri(0));
		attacker.get("/requests");
		String known = attacker.cookieHeader();
		this.browser.signIn("dana", known);
		assertThat(this.wire.send("GET", "/settings", "Accept: text/html", "Cookie: " + known).header("Location"))
			.isEqualTo("/login");
		assertThat(this.browser.get("/settings").statusCode()).isEqualTo(200);
		assertThat(this.browser.cookieHeader()).isNotEqualTo(known);
	}

	@Test
	void canBeFramedNowhere() {
		this.browser.signIn("dana");
		ServiceRequest request = ask("dana");
		for (String path : new String[] { "/", "/login", "/ask/project", "/requests/" + request.number(), "/nowhere",
				"/audit", "/settings", "/requests/" + request.number() + "/live", "/ui/gatehouse.svg", "/agents/bans",
				"/actuator/prometheus" }) {
			HttpResponse<String> page = this.browser.get(path);
			assertThat(page.headers().firstValue("X-Frame-Options")).as(path).contains("DENY");
			assertThat(page.headers().firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
			if (page.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
				assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).as(path)
					.contains("frame-ancestors 'none'");
			}
		}
	}

	@Test
	void tellsAnotherSiteNothing() {
		this.browser.signIn("dana");
		for (String origin : new String[] { "https://evil.example", "null" }) {
			HttpResponse<String> page = this.browser.send("GET", "/requests", BodyPublishers.noBody(), "Origin",
					origin);
			assertThat(page.headers().map().keySet())
				.noneMatch((name) -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
			HttpResponse<String> asked = this.browser.send("OPTIONS", "/requests", BodyPublishers.noBody(), "Origin",
					origin, "Access-Control-Request-Method", "POST");
			assertThat(asked.headers().map().keySet())
				.noneMatch((name) -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
		}
	}

	/** A log that anybody can fill, or that has what was typed in it, is a fault too. */
	@ParameterizedTest
	@ValueSource(strings = { "a=%&marked-4712=marked-4712", "marked-4712=%G0", "x=%f0%28&y=marked-4712%" })
	void tellsTheLogNothingOfABrokenForm(String form, CapturedOutput output) {
		this.browser.signIn("dana");
		for (String path : new String[] { "/ask/access", "/login", "/settings/theme" }) {
			HttpResponse<String> answer = this.browser.send("POST", path, BodyPublishers.ofString(form), "Content-Type",
					"application/x-www-form-urlencoded");
			assertThat(answer.statusCode()).as(path).isEqualTo(400);
			assertThat(answer.body()).contains("</html>").doesNotContain("marked-4712");
		}
		assertThat(output.toString()).doesNotContain("marked-4712").doesNotContain("Servlet.service()");
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 1.9 })
	void keepsNothingOfAFormThatIsTooLarge(double times) {
		this.browser.signIn("dana");
		String form = "team=payments&size=SMALL&name=trick-huge&submission=" + UUID.randomUUID() + "&description=";
		long limit = DataSize.parse(this.environment.getRequiredProperty("server.tomcat.max-http-form-post-size"))
			.toBytes();
		String most = "a".repeat((int) (times * limit));
		HttpResponse<String> answer = send("/ask/project", "application/x-www-form-urlencoded", form + most);
		assertThat(answer.statusCode()).isEqualTo(413);
		assertThat(answer.body()).contains("too large", "</html>");
		SoundHeaders.assertPrivate(answer, false);
		// No form takes files, so that of one in parts there is nothing that it could
		// read.
		HttpResponse<String> inParts = send("/ask/project", "multipart/form-data; boundary=x",
				"--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\ntrick-huge\r\n--x\r\n"
						+ "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" + most
						+ "\r\n--x--\r\n");
		assertThat(inParts.statusCode()).isEqualTo(422);
		assertThat(inParts.body()).contains("class=\"errors\"").doesNotContain("trick-huge");
		assertThat(this.stage.query("select count(*) from service_request where title like '%trick-huge%'"))
			.isEqualTo("0");
	}

	/** However much larger, and whether its length was told or not. */
	@ParameterizedTest
	@CsvSource({ "1,true", "1,false", "9000000,true", "9000000,false" })
	void keepsNothingOfAFileThatIsTooLarge(int over, boolean told) {
		this.browser.signIn("dana");
		String before = this.stage.query("select count(*) from upload");
		byte[] content = new byte[Math.toIntExact(this.uploads.largest().toBytes()) + over];
		Arrays.fill(content, (byte) '\n');
		HttpResponse<String> answer = this.browser.send("POST", "/uploads?name=trick",
				told ? BodyPublishers.ofByteArray(content)
						: BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)),
				"Content-Type", "application/octet-stream", "X-CSRF-TOKEN", this.browser.token("/settings"));
		assertThat(answer.statusCode()).isEqualTo(413);
		assertThat(answer.body()).isEqualTo(
				"The file is larger than %d MB. Send it in parts.".formatted(this.uploads.largest().toMegabytes()));
		SoundHeaders.assertPrivate(answer, false);
		assertThat(this.stage.query("select count(*) from upload")).isEqualTo(before);
	}

	private HttpResponse<String> send(String path, String type, String body) {
		return this.browser.send("POST", path, BodyPublishers.ofString(body), "Content-Type", type, "X-CSRF-TOKEN",
				this.browser.token("/settings"));
	}

	private ServiceRequest ask(String person) {
		this.journey.person("olga");
		return this.journey.ask(person, "project", "team=payments",
				"name=trick-" + Long.toString(System.nanoTime(), 36), "size=SMALL");
	}

	private RequestState state(ServiceRequest request) {
		return this.journey.read(request.number()).state();
	}

}
