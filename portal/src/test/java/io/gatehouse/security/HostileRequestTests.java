package io.gatehouse.security;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.identity.People;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnStage
class HostileRequestTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	TransactionTemplate transactions;

	Browser browser;

	@BeforeEach
	void open() {
		this.browser = new Browser(this.stage.portalUri(0));
		this.journey.person("mira");
		this.journey.person("olga");
		this.journey.person("oscar");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/requests?q=%00", "/requests?person=a%00b", "/requests?type=%00",
			"/requests?until=%2B999999999-12-31", "/requests?since=%2B300000-01-01", "/requests?since=-999999999-01-01",
			"/assets?type=%00", "/audit?person=%00", "/audit?until=%2B999999999-12-31", "/audit.csv?type=%00" })
	void looksForWhatNoDatabaseHolds(String address) {
		this.browser.signIn("olga");
		assertThat(this.browser.get(address).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "AAAA", "Zm9vAA==", "%00", "'" })
	void takesNoSessionForSomeBytes(String cookie) {
		assertThat(this.browser.get("/", "Cookie", "gatehouse=" + cookie).statusCode()).isEqualTo(302);
	}

	@Test
	void takesNoFiles() {
		HttpResponse<String> answer = this.browser.postBare("/ask/access", Map.of(), "Content-Type",
				"multipart/form-data; boundary=x");
		assertThat(answer.statusCode()).isLessThan(500);
	}

	@ParameterizedTest
	@ValueSource(strings = { "9223372036854775807", "-9223372036854775808", "0", "-1", "1000" })
	void trimsToNothingButLess(String hours) {
		ServiceRequest request = access("denis", "otto", "REPORTER");
		this.browser.signIn("olga");
		assertThat(post(request, "/approval", Map.of("shown", request.shown(), "lasts", hours, "lasts.unit", "hours"))
			.statusCode()).isEqualTo(422);
		assertThat(this.journey.read(request.number()).state()).isEqualTo(RequestState.SUBMITTED);
	}

	@Test
	void widensNothingByRenewingIt() {
		Asset asset = have("mira", "platform/ci-templates", "REPORTER");
		ServiceRequest renewal = this.journey.ask("mira", asset, Verb.RENEW);
		this.browser.signIn("mira");
		Map<String, String> wider = Map.of("role", "MAINTAINER", "lasts", "30", "lasts.unit", "days", "submission",
				UUID.randomUUID().toString());
		assertThat(post(renewal, "/revision", wider).statusCode()).isEqualTo(409);
		Browser mine = this.browser;
		this.browser = new Browser(this.stage.portalUri(0));
		this.browser.signIn("oscar");
		assertThat(post(renewal, "/change-request", Map.of("reason", "why?")).statusCode()).isEqualTo(302);
		this.browser = mine;
		assertThat(post(renewal, "/revision", wider).statusCode()).isEqualTo(302);
		ServiceRequest again = this.journey.read(renewal.number());
		assertThat(again.form()).isEqualTo(asset.form());
		assertThat(again.planHash()).isEqualTo(renewal.planHash());
		assertThat(again.state()).isEqualTo(RequestState.SUBMITTED);
	}

	@Test
	void changesNothingThatIsAnothersByNow() {
		Asset asset = have("dana", "platform/libraries", "REPORTER");
		ServiceRequest change = this.journey.ask("dana", asset, Verb.CHANGE, "role=MAINTAINER");
		this.stage.sql("update asset set owner_name = 'otto', version = version + 1 where id = '" + asset.id() + "'");
		this.browser.signIn("dana");
		assertThat(post(change, "/revision", Map.of("role", "GUEST")).statusCode()).isEqualTo(404);
		this.stage.sql("update asset set owner_name = 'dana', state = 'ENDED', version = version + 1 where id = '"
				+ asset.id() + "'");
		assertThat(this.browser.get("/assets/" + asset.number() + "/change").statusCode()).isEqualTo(404);
	}

	@Test
	void isNotApprovedByWhoeverGetsItHandedOver() {
		Asset asset = have("otto", "teams/speech/asr", "REPORTER");
		this.browser.signIn("olga");
		HttpResponse<String> sent = this.browser.post("/settings", "/assets/" + asset.number() + "/transfer",
				Map.of("heir", "oscar", "submission", UUID.randomUUID().toString()));
		ServiceRequest transfer = this.journey.read(Long.parseLong(Browser.location(sent).replace("/requests/", "")));
		assertThatExceptionOfType(NotYours.class).isThrownBy(() -> this.journey.approve(transfer, "oscar"));
		this.journey.approve(transfer, "mira");
		this.journey.await(transfer, RequestState.SUCCEEDED);
		this.journey.await(this.journey.ask("oscar", this.journey.asset(asset.id()), Verb.REVOKE),
				RequestState.SUCCEEDED);
	}

	@Test
	void staysWithTheAccountWhoeverHasItsName() {
		ServiceRequest request = access("denis", "otto", "GUEST");
		renamed("denis", "denis~7");
		try {
			assertThat(this.journey.read(request.number()).requester()).isEqualTo("denis~7");
			this.browser.signIn("denis");
			assertThat(this.browser.get("/requests/" + request.number()).statusCode()).isEqualTo(404);
		}
		finally {
			renamed("denis~7", "denis");
		}
		assertThat(this.browser.get("/requests/" + request.number()).statusCode()).isEqualTo(200);
	}

	private void renamed(String from, String to) {
		this.transactions.executeWithoutResult((transaction) -> this.events.publishEvent(new People.Renamed(from, to)));
	}

	private HttpResponse<String> post(ServiceRequest request, String what, Map<String, String> form) {
		return this.browser.post("/settings", "/requests/" + request.number() + what, form);
	}

	private ServiceRequest access(String person, String whom, String role) {
		return this.journey.ask(person, "access", "project=teams/payments/ledger", "person=" + whom, "role=" + role,
				"lasts=2", "lasts.unit=hours");
	}

	private Asset have(String person, String project, String role) {
		return this.journey.have(person, "olga", "access", "project=" + project, "person=" + person, "role=" + role,
				"lasts=2", "lasts.unit=hours");
	}

}
