package io.gatehouse.browser;

import java.nio.file.Path;
import java.time.Duration;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.http.Faults.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Makes the pictures of the README. Its name keeps it out of the tests: bin/screenshots
 * runs it.
 */
@OnStage
class Screenshots {

	private static final Path IMAGES = Path.of("..", "docs", "images").toAbsolutePath().normalize();

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Test
	void areTaken() {
		this.journey.person("olga");
		this.journey.person("mira");
		this.journey.person("oscar");
		this.journey.have("dana", "olga", "project", "team=payments", "name=api", "size=SMALL",
				"description=Takes payments.");
		ServiceRequest access = this.journey.ask("olga", "access", "project=teams/payments/api", "person=olga",
				"role=REPORTER", "lasts=3", "lasts.unit=days");
		this.journey.approve(access, "mira");
		this.journey.await(access, RequestState.SUCCEEDED);
		this.journey.ask("denis", "project", "team=speech", "name=recogniser", "size=LARGE");
		this.journey.ask("denis", "access", "project=teams/payments/api", "person=denis", "role=DEVELOPER", "lasts=2",
				"lasts.unit=days");
		ServiceRequest running = this.journey.ask("olga", "project", "team=payments", "name=reports", "size=MEDIUM");
		this.stage.gitlabFaults()
			.next(1, "POST", "/api/v4/projects/[^/]+/repository/commits", Fault.hang(Duration.ofSeconds(20)));
		this.journey.approve(running, "oscar");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/requests/" + running.number());
		assertThat(olga.main()).containsText("13 of 14");
		take(olga, "request.png");
		olga.go("/");
		assertThat(olga.main()).containsText("Under way");
		// Only tests can ask for it.
		olga.page()
			.locator(".card", new Page.LocatorOptions().setHas(olga.link("Lab")))
			.evaluate("(lab) => lab.remove()");
		olga.page().setViewportSize(1280, 924);
		take(olga, "home.png");
		this.journey.await(running, RequestState.SUCCEEDED);
	}

	private static void take(Visitor visitor, String name) {
		visitor.page().screenshot(new ScreenshotOptions().setPath(IMAGES.resolve(name)));
	}

}
