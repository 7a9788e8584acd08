package io.gatehouse.browser;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A role in another team's project: for a while, and given back. */
@OnStage
class AccessWalkTests {

	private static final String PROJECT = "teams/speech/walked";

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@BeforeEach
	void meet() {
		this.journey.person("mira");
		this.journey.person("olga");
	}

	@Test
	void isGrantedForLessThanAskedExtendedAndGivenBack() {
		this.journey.have("denis", "olga", "project", "team=speech", "name=walked", "size=SMALL");
		Visitor dana = this.visitors.person("Dana Dev");
		dana.link("Access to a project").click();
		assertThat(dana.field("person")).hasValue("dana");
		dana.field("project").fill(PROJECT);
		dana.field("lasts").fill("1");
		assertThat(dana.page().locator("#plan .plan-summary")).containsText("Creates 1");
		dana.field("_reason").fill("A fault in the recogniser.");
		dana.button("Ask for approval").click();
		assertThat(dana.state()).hasText("Waiting for approval");
		long request = dana.number();

		Visitor mira = this.visitors.person("Mira Maintainer");
		mira.go("/requests/" + request);
		assertThat(mira.main()).containsText("A fault in the recogniser.");
		assertThat(mira.main()).containsText("Asked for: 1 day.");
		assertThat(mira.field("lasts.unit")).hasValue("hours");
		mira.field("lasts").fill("2");
		mira.button("Approve").click();
		assertThat(dana.state()).hasText("Done");
		assertThat(dana.main()).containsText("2 hours");
		assertThat(this.stage.gitlab().project(PROJECT).orElseThrow().members()).containsKey("dana");

		dana.link("See it, and how to use it").click();
		assertThat(dana.page().locator(".lead")).containsText("ends in 2 hours");
		long asset = dana.number();
		dana.link("Extend").click();
		assertThat(dana.page().locator(".extension")).containsText("→");
		dana.button("Ask for approval").click();
		mira.go(dana.path());
		assertThat(mira.page().locator(".extension")).containsText("if it is carried out now");
		mira.button("Approve").click();
		assertThat(dana.state()).hasText("Done");
		dana.go("/assets/" + asset);
		assertThat(dana.page().locator(".lead")).containsText("ends in 24 hours");

		dana.link("Remove").click();
		dana.button("Do it now").click();
		assertThat(dana.state()).hasText("Done");
		assertThat(this.stage.gitlab().project(PROJECT).orElseThrow().members()).doesNotContainKey("dana");
		assertThat(dana.link("See it, and how to use it")).hasCount(0);
		assertThat(dana.main()).containsText("What it is about");
		dana.go("/assets/" + asset);
		assertThat(dana.page().locator(".lead")).containsText("ended");
		assertThat(dana.page().locator(".lead")).not().containsText("ends");
	}

}
