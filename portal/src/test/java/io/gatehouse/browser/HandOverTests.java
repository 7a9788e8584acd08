package io.gatehouse.browser;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Giving something to somebody else, and approvers who give less. */
@OnStage
class HandOverTests {

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Journey journey;

	@BeforeEach
	void meet() {
		this.journey.person("denis");
		this.journey.person("olga");
		this.journey.person("oscar");
	}

	@Test
	void goesToWhomIsNamed() {
		Asset asset = this.journey.have("dana", "olga", "project", "team=payments", "name=heirloom", "size=SMALL");
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/assets/" + asset.number() + "/transfer");
		dana.field("heir").fill("nobody-here");
		dana.button("Show what would change").click();
		assertThat(dana.main()).containsText("Nobody and no team here is called “nobody-here”.");
		dana.field("heir").fill("denis");
		dana.button("Show what would change").click();
		assertThat(dana.main()).containsText("Owner: teams/payments → Денис Петров");
		dana.button("Ask for approval").click();
		assertThat(dana.state()).hasText("Waiting for approval");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go(dana.path());
		olga.button("Approve").click();
		assertThat(dana.state()).hasText("Done");
	}

	@Test
	void saysWhatIsWrongWithAShorterTimeAndKeepsTheWords() {
		ServiceRequest request = ask("lib");
		Visitor olga = this.visitors.person("Olga Ops").expect(422);
		olga.go("/requests/" + request.number());
		assertThat(olga.main()).containsText("Asked for: 2 days");
		assertThat(olga.field("lasts.unit")).hasValue("days");
		for (String wrong : new String[] { "3", "abc", "0" }) {
			olga.field("reason").first().fill("As little as possible.");
			olga.field("lasts").fill(wrong);
			olga.button("Approve").click();
			assertThat(olga.page().locator(".errors")).containsText("Only a shorter time can be set");
			assertThat(olga.field("reason").first()).hasValue("As little as possible.");
			assertThat(olga.field("lasts")).hasValue(wrong);
			assertThat(olga.field("lasts.unit")).hasValue("days");
		}
		olga.field("lasts").fill("5");
		olga.field("lasts.unit").selectOption("hours");
		olga.button("Approve").click();
		assertThat(olga.main()).containsText("approved it for 5 hours only");
		this.journey.await(request, RequestState.SUCCEEDED);
	}

	@Test
	void saysWhatHasChangedSinceOneLooked() {
		ServiceRequest request = ask("templates");
		Visitor olga = this.visitors.person("Olga Ops").expect(409);
		olga.go("/requests/" + request.number());
		olga.breakStreams();
		olga.go("/requests/" + request.number());
		this.journey.approve(request, "oscar");
		this.journey.await(request, RequestState.SUCCEEDED);
		olga.button("Approve").click();
		assertThat(olga.main()).containsText("This was not done");
		olga.link("Back to it, as it is now").click();
		assertThat(olga.state()).hasText("Done");
	}

	/** A role in a project of this test's own: tests share one portal. */
	private ServiceRequest ask(String what) {
		this.journey.have("dana", "olga", "project", "team=payments", "name=shorter-" + what, "size=SMALL");
		return this.journey.ask("denis", "access", "project=teams/payments/shorter-" + what, "person=denis",
				"role=REPORTER", "lasts=2", "lasts.unit=days");
	}

}
