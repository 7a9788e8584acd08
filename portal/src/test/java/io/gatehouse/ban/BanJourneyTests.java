package io.gatehouse.ban;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.Change;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.upkeep.DriftCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

/** From a form to what a host is told, and back from what it reports. */
@OnStage
class BanJourneyTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	DriftCheck drift;

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void isDoneOnceTheHostsSayThatTheyEnforceIt() throws Exception {
		String token = host("gate-1", "first");
		Told before = ask(token, 0, "");
		ServiceRequest request = ban("olga", "first", "198.51.100.150");
		Told told = ask(token, before.version(), before.digest());
		assertThat(told.lines()).contains("+ 198.51.100.150\n");
		assertThat(told.version()).isGreaterThan(before.version());
		ServiceRequest waiting = this.journey.until(() -> this.journey.read(request.number()),
				(now) -> now.steps().getFirst().message() != null);
		assertThat(waiting.state()).isEqualTo(RequestState.RUNNING);
		report(token, told, "enforced");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void isTakenAwayWhenItIsRevoked() throws Exception {
		String token = host("gate-2", "second");
		ServiceRequest request = ban("olga", "second", "198.51.100.0/25");
		Told told = until(token, "n 198.51.100.0/25\n");
		report(token, told, "enforced");
		Asset asset = this.journey.asset(this.journey.await(request, RequestState.SUCCEEDED));
		this.journey.await(this.journey.ask("olga", asset, Verb.REVOKE), RequestState.SUCCEEDED);
		assertThat(this.journey.asset(asset.id()).state()).isEqualTo(AssetState.ENDED);
		Told after = ask(token, told.version(), told.digest());
		assertThat(after.lines()).startsWith("segment delta").contains("\nN\nend ");
	}

	@ParameterizedTest
	@CsvSource({ "203.0.113.200, 203.0.113.128/25", "2001:db8:0:0:0:0:0:77%eth0, 2001:db8::/64" })
	void neverBansWhereOneComesFrom(String caller, String network) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setRemoteAddr(caller);
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
		try {
			Considered own = this.journey.consider("olga", "ban", "addresses=" + network, "reason=flood",
					"where=EVERYWHERE", "lasts=1");
			assertThat(own.sound()).isFalse();
			assertThat(own.problems()).extracting((problem) -> problem.text().key()).containsExactly("ban.your-own");
			request.setRemoteAddr("198.51.100.1");
			assertThat(this.journey
				.consider("olga", "ban", "addresses=" + network, "reason=flood", "where=EVERYWHERE", "lasts=1")
				.sound()).isTrue();
		}
		finally {
			RequestContextHolder.resetRequestAttributes();
		}
	}

	@Test
	void saysThatABanForGoodGetsAnEnd() {
		Asset ban = this.journey.have("olga", "oscar", "ban", "addresses=198.18.7.1", "reason=flood", "where=INGRESS",
				"forGood=true");
		assertThat(this.journey.consider("olga", ban, Verb.CHANGE).preview().changes()).isFalse();
		assertThat(this.journey.consider("olga", ban, Verb.CHANGE, "forGood=false", "lasts=2")
			.preview()
			.rows()
			.getFirst()
			.changes()).containsExactly(new Change("until", "no end", "end of the ban", null));
	}

	@Test
	void needsTwoPeopleWhereItIsWideOrForGood() {
		Considered wide = this.journey.consider("olga", "ban", "addresses=198.18.0.0/17", "reason=flood",
				"where=EVERYWHERE", "lasts=1");
		assertThat(wide.sound()).as("%s", wide).isTrue();
		assertThat(wide.policy().seats()).hasSize(1);
		Considered spread = this.journey.consider("olga", "ban",
				"addresses=198.18.0.0/24\n198.18.2.0/24\n198.18.4.0/24\n198.18.6.0/24", "reason=flood",
				"where=EVERYWHERE", "lasts=1");
		assertThat(spread.policy().seats()).hasSize(1);
		Considered forGood = this.journey.consider("dana", "ban", "addresses=198.18.0.1", "reason=flood",
				"where=EVERYWHERE", "forGood=true");
		assertThat(forGood.policy().seats()).hasSize(2);
		Considered usual = this.journey.consider("dana", "ban", "addresses=198.18.0.1", "reason=flood",
				"where=EVERYWHERE", "lasts=1");
		assertThat(usual.policy().seats()).hasSize(1);
		assertThat(this.journey
			.consider("olga", "ban", "addresses=198.18.0.1", "reason=flood", "where=EVERYWHERE", "lasts=1")
			.needsNobody()).isTrue();
	}

	@Test
	void neverBansWhatIsProtected() throws Exception {
		String token = host("gate-3", "third");
		ServiceRequest protection = this.journey.ask("olga", "protected-network", "network=44.3.7.64/26",
				"owner=platform", "reason=load balancers", "forGood=true");
		this.journey.approve(protection, "oscar");
		this.journey.await(protection, RequestState.SUCCEEDED);
		Considered considered = this.journey.consider("olga", "ban", "addresses=44.3.7.0/24", "reason=flood",
				"where=HOSTS", "group=third", "lasts=1");
		assertThat(considered.preview().rows().getFirst().notes()).extracting((note) -> note.key())
			.contains("ban.note.protected", "ban.note.left");
		ban("olga", "third", "44.3.7.0/24");
		Told told = until(token, "n 44.3.7.128/25\n");
		assertThat(told.lines()).contains("p 44.3.7.64/26\n", "n 44.3.7.0/26\n").doesNotContain("44.3.7.0/24");
		assertThat(
				this.journey.consider("olga", "ban", "addresses=44.3.7.70", "reason=x", "where=EVERYWHERE", "lasts=1")
					.problems())
			.extracting((problem) -> problem.text().key())
			.containsExactly("ban.all-protected");
	}

	@Test
	void letsNobodyInWithoutAToken() throws Exception {
		assertThat(send("wrong", "/agents/bans", null).statusCode()).isEqualTo(401);
		assertThat(send(null, "/agents/bans", null).statusCode()).isEqualTo(401);
		assertThat(send("wrong", "/agents/report", "state=enforced").statusCode()).isEqualTo(401);
	}

	/** As where the database was set back and nobody has told the portal. */
	@Test
	void goesOnAboveWhatAHostHasThatRefusesIt() throws Exception {
		String token = host("gate-6", "sixth");
		ban("olga", "sixth", "203.0.113.66");
		Told told = until(token, "+ 203.0.113.66\n");
		report(token, new Told(told.version() + 40, "f".repeat(64), ""), "refused");
		Told next = this.journey.until(() -> ask(token, 0, ""), (now) -> now.version() > told.version() + 40);
		assertThat(next.lines()).startsWith("segment full " + next.version() + " ").contains("+ 203.0.113.66\n");
	}

	/** As the runbook has it for a token that has leaked. */
	@Test
	void givesAHostAnotherTokenWhereItsSecretIsTakenAway() throws Exception {
		String leaked = host("gate-5", "fifth");
		Asset asset = this.journey
			.asset(UUID.fromString(this.stage.query("select id from asset where title like '%gate-5%'")));
		this.stage.vaultHand().send("DELETE", "/v1/secret/metadata/gatehouse/ban-hosts/gate-5/token", null, null).ok();
		this.drift.check(asset.id());
		assertThat(this.journey.asset(asset.id()).drift()).hasSize(1);
		this.journey.await(this.journey.ask("olga", this.journey.asset(asset.id()), Verb.REPAIR),
				RequestState.SUCCEEDED);
		assertThat(token("gate-5")).isNotEqualTo(leaked);
		assertThat(send(leaked, "/agents/bans", null).statusCode()).isEqualTo(401);
		assertThat(send(token("gate-5"), "/agents/bans", null).statusCode()).isNotEqualTo(401);
	}

	@Test
	void answersNothingNewAfterAWhile() throws Exception {
		String token = host("gate-4", "fourth");
		ban("olga", "fourth", "203.0.113.44");
		Told told = until(token, "+ 203.0.113.44\n");
		HttpResponse<String> nothing = send(token, "/agents/bans?version=" + told.version() + "&wait=1", null,
				"If-None-Match", "\"" + told.digest() + "\"");
		assertThat(nothing.statusCode()).isEqualTo(304);
	}

	private String host(String name, String group) {
		this.journey.haveAtOnce("olga", "ban-host", "name=" + name, "group=" + group);
		return token(name);
	}

	private String token(String name) {
		return this.stage.vaultHand()
			.send("GET", "/v1/secret/data/gatehouse/ban-hosts/" + name + "/token", null, null)
			.ok()
			.body()
			.at("/data/data/token")
			.asString();
	}

	private ServiceRequest ban(String person, String group, String addresses) {
		return this.journey.ask(person, "ban", "addresses=" + addresses, "reason=flood", "where=HOSTS",
				"group=" + group, "lasts=1");
	}

	/** What a host was told. */
	private record Told(long version, String digest, String lines) {
	}

	private Told until(String token, String line) {
		return this.journey.until(() -> ask(token, 0, ""), (told) -> told.lines().contains(line));
	}

	private Told ask(String token, long version, String digest) {
		HttpResponse<String> response = send(token, "/agents/bans?wait=20&version=" + version, null, "If-None-Match",
				"\"" + digest + "\"");
		assertThat(response.statusCode()).isEqualTo(200);
		String[] end = response.body().substring(response.body().lastIndexOf("end ")).strip().split(" ");
		assertThat(response.headers().firstValue("ETag")).contains("\"" + end[2] + "\"");
		return new Told(Long.parseLong(end[1]), end[2], response.body());
	}

	private void report(String token, Told told, String state) {
		String form = Map.of("version", told.version(), "digest", told.digest(), "state", state, "backend", "nft")
			.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "="
					+ URLEncoder.encode(String.valueOf(entry.getValue()), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		assertThat(send(token, "/agents/report", form).statusCode()).isEqualTo(204);
	}

	private HttpResponse<String> send(String token, String path, String form, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.stage.portalUri(0) + path));
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		if (form != null) {
			request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form));
		}
		try {
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new IllegalStateException(path, ex);
		}
	}

}
