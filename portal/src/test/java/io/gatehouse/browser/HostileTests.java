package io.gatehouse.browser;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Names and words that people choose are words, whatever is in them. */
@OnStage
class HostileTests {

	private static final String MARKUP = "<img src=x onerror=alert(1)>\"'&<b>bold</b>";

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Test
	void areShownAsTheyAre() {
		Visitor dana = this.visitors.person("Dana Dev");
		this.stage.call("dana", "Dana " + MARKUP);
		this.journey.person("dana");
		try {
			dana.go("/ask/project");
			assertThat(dana.page().locator(".menu > summary")).hasText("Dana " + MARKUP);
			dana.field("team").fill("payments");
			dana.field("name").fill("hostile");
			dana.field("description").fill(MARKUP);
			dana.field("_reason").fill(MARKUP);
			dana.button("Ask for approval").click();
			assertThat(dana.page().locator(".thread .said")).hasText(MARKUP);
			assertThat(dana.page().locator(".facts")).containsText(MARKUP);
			looksAtIt(dana.number());
		}
		finally {
			this.stage.call("dana", "Dana Dev");
			this.journey.person("dana");
		}
	}

	private void looksAtIt(long request) {
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/queue");
		olga.page().locator("#queue-" + request + " > summary").click();
		assertThat(olga.page().locator("#queue-" + request)).containsText(MARKUP);
		assertThat(olga.page().locator("#queue-" + request)).containsText("by Dana " + MARKUP);
		assertThat(olga.page().locator("main b, main img")).hasCount(0);
		olga.go("/audit");
		assertThat(olga.main()).containsText("Dana " + MARKUP);
		assertThat(olga.page().locator("main b, main img")).hasCount(0);
	}

}
