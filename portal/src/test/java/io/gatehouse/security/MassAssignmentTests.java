package io.gatehouse.security;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Fields that a form has not are nobody's to fill in. */
@OnOwnStage
class MassAssignmentTests {

	/** What a request, an asset, a person and Spring itself have by these names. */
	private static final Map<String, String> MORE = Map.ofEntries(Map.entry("owner", "otto"),
			Map.entry("owner.name", "otto"), Map.entry("ownerName", "otto"), Map.entry("requester", "olga"),
			Map.entry("me", "olga"), Map.entry("me.username", "olga"), Map.entry("username", "olga"),
			Map.entry("roles", "ADMIN"), Map.entry("state", "APPROVED"), Map.entry("lifetime", "PT9999H"),
			Map.entry("endsAt", "2999-01-01T00:00:00Z"), Map.entry("number", "1"), Map.entry("version", "99"),
			Map.entry("verb", "REVOKE"), Map.entry("type", "project"), Map.entry("policy.seats", ""),
			Map.entry("policy", "{\"seats\":[]}"), Map.entry("approvers", "dana"), Map.entry("shown", ""),
			Map.entry("planHash", "0"), Map.entry("id", "00000000-0000-4000-8000-000000000001"),
			Map.entry("class.module.classLoader.URLs[0]", "0"), Map.entry("changing", "true"),
			Map.entry("theme", "dark"), Map.entry("form.role", "OWNER"), Map.entry("role.level", "50"));

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	private Browser browser;

	@BeforeEach
	void open() {
		this.journey.person("olga");
		this.journey.person("mira");
		this.browser = new Browser(this.stage.portalUri(0));
		this.browser.signIn("dana");
	}

	@Test
	void asksForNoMoreThanTheFormHas() {
		ServiceRequest request = request(send("/ask/access", "project", "platform/ci-templates", "person", "dana",
				"role", "REPORTER", "lasts", "2", "lasts.unit", "hours"));
		assertThat(request.requester()).isEqualTo("dana");
		assertThat(request.owner()).isEqualTo(Owner.person("dana"));
		assertThat(request.type()).isEqualTo("access");
		assertThat(request.state()).isEqualTo(RequestState.SUBMITTED);
		assertThat(request.lifetime()).contains(Duration.ofHours(2));
		assertThat(request.policy().seats()).isNotEmpty();
		assertThat(request.approvers()).isEmpty();
		assertThat(request.number()).isGreaterThan(1);
		assertThat(request.form()).contains("REPORTER").doesNotContain("otto").doesNotContain("OWNER");
	}

	@Test
	void changesNothingThatIsFixed() {
		Asset asset = this.journey.have("dana", "olga", "access", "project=platform/libraries", "person=dana",
				"role=REPORTER", "lasts=2", "lasts.unit=hours");
		ServiceRequest change = request(send("/assets/" + asset.number() + "/change", "project",
				"teams/payments/ledger", "person", "otto", "role", "DEVELOPER", "lasts", "2", "lasts.unit", "hours"));
		assertThat(change.form()).contains("platform/libraries", "dana", "DEVELOPER").doesNotContain("otto");
		assertThat(change.owner()).isEqualTo(Owner.person("dana"));
		assertThat(change.asset()).contains(asset.id());
	}

	@Test
	void decidesAsNobodyElse() {
		ServiceRequest request = this.journey.ask("dana", "access", "project=platform/ci-templates", "person=dana",
				"role=GUEST", "lasts=2", "lasts.unit=hours");
		Browser mira = new Browser(this.stage.portalUri(0));
		mira.signIn("mira");
		assertThat(mira
			.post("/settings", "/requests/" + request.number() + "/approval",
					with(Map.of("shown", request.shown(), "person", "olga", "username", "olga")))
			.statusCode()).isEqualTo(404);
		HttpResponse<String> own = this.browser.post("/settings", "/requests/" + request.number() + "/approval",
				with(Map.of("shown", request.shown(), "person", "olga", "me", "olga")));
		assertThat(own.statusCode()).isEqualTo(404);
		assertThat(this.journey.read(request.number()).state()).isEqualTo(RequestState.SUBMITTED);
	}

	private HttpResponse<String> send(String path, String... fields) {
		Map<String, String> form = new HashMap<>();
		for (int i = 0; i < fields.length; i += 2) {
			form.put(fields[i], fields[i + 1]);
		}
		form.put("submission", UUID.randomUUID().toString());
		return this.browser.post("/settings", path, with(form));
	}

	private static Map<String, String> with(Map<String, String> form) {
		Map<String, String> all = new HashMap<>(MORE);
		all.putAll(form);
		return all;
	}

	private ServiceRequest request(HttpResponse<String> sent) {
		return this.journey.read(Long.parseLong(Browser.location(sent).replace("/requests/", "")));
	}

}
