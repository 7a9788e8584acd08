package io.gatehouse.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.http.Faults.Fault;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who is too fast loses nothing by it. */
@OnStage
@TestPropertySource(properties = "gatehouse.limits.reads=30")
class PaceWalkTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Test
	void isToldWhenItGoesOnAndGoesOnByItself() {
		Visitor dana = this.visitors.person("Dana Dev").expect(429);
		dana.go("/ask/project");
		dana.field("team").fill("payments");
		String told = "";
		for (int i = 0; told.isBlank(); i++) {
			assertThat(i).as("never too fast").isLessThan(30);
			dana.field("name").fill("pace-" + i);
			dana.page().waitForTimeout(400);
			told = dana.page().locator("#pace").textContent();
		}
		assertThat(told).contains("That was too fast. It goes on in");
		dana.field("name").fill("paced");
		assertThat(dana.page().locator("#plan")).containsText("teams/payments/paced");
		assertThat(dana.page().locator("#pace")).isEmpty();
		assertThat(dana.field("name")).hasValue("paced");
	}

	/** They ask the other systems for each row, as the preview of a form does. */
	@Test
	void looksAtFewPlansOfWhatIsThere() {
		Asset asset = this.journey.have("mira", "oscar", "project", "team=payments", "name=pace-asset", "size=SMALL");
		assertThat(plansUntilTooFast("oscar", "/assets/" + asset.number() + "/removal")).isBetween(2L, 8L);
	}

	@Test
	void looksAtFewPlansOfWhatStopped() {
		ServiceRequest request = this.journey.ask("mira", "project", "team=payments", "name=pace-stop", "size=SMALL");
		this.stage.gitlabFaults()
			.next(1, "POST", "/api/v4/projects/[^/]+/repository/commits",
					Fault.answer(403, "{\"message\":\"403 Forbidden\"}"));
		this.journey.approve(request, "oscar");
		this.journey.await(request, RequestState.FAILED);
		assertThat(plansUntilTooFast("olga", "/requests/" + request.number() + "/live")).isBetween(2L, 8L);
	}

	private long plansUntilTooFast(String person, String path) {
		Browser browser = new Browser(this.stage.portalUri(0));
		browser.signIn(person);
		return Stream.generate(() -> browser.get(path).statusCode())
			.limit(30)
			.takeWhile((status) -> status != 429)
			.peek((status) -> assertThat(status).isEqualTo(200))
			.count();
	}

	@Test
	void isShownAPageThatIsFitForAll() {
		List<String> found = new ArrayList<>();
		for (String language : List.of("en-GB", "ru-RU")) {
			Visitor mira = this.visitors.anybody((window) -> window.setLocale(language).setViewportSize(360, 740))
				.expect(429)
				.signIn("Mira Maintainer");
			for (int i = 0; mira.page().locator("main.plain").count() == 0; i++) {
				assertThat(i).as("never too fast").isLessThan(300);
				mira.go("/requests");
			}
			found.addAll(
					language.startsWith("ru") ? Looks.flawsInRussian("too fast", mira) : Looks.flaws("too fast", mira));
		}
		assertThat(found).isEmpty();
	}

}
