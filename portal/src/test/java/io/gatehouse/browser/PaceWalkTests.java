package io.gatehouse.browser;

import java.util.ArrayList;
import java.util.List;

import io.gatehouse.OnStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.test.context.TestPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who is too fast loses nothing by it. */
@OnStage
@TestPropertySource(properties = "gatehouse.limits.reads=30")
class PaceWalkTests {

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Test
	void isToldWhenItGoesOnAndGoesOnByItself() {
		Visitor dana = this.visitors.person("Dana Dev").expect(429);
		dana.go("/ask/project");
		dana.field("team").fill("payments");
		for (int i = 0; dana.page().locator("#pace").textContent().isBlank(); i++) {
			assertThat(i).as("never too fast").isLessThan(30);
			dana.field("name").fill("pace-" + i);
			dana.page().waitForTimeout(400);
		}
		assertThat(dana.page().locator("#pace")).containsText("That was too fast. It goes on in");
		dana.field("name").fill("paced");
		assertThat(dana.page().locator("#plan")).containsText("teams/payments/paced");
		assertThat(dana.page().locator("#pace")).isEmpty();
		assertThat(dana.field("name")).hasValue("paced");
	}

	@Test
	void isShownAPageThatIsFitForAll() {
		List<String> found = new ArrayList<>();
		for (String language : List.of("en-GB", "ru-RU")) {
			Visitor mira = this.visitors.anybody((window) -> window.setLocale(language).setViewportSize(360, 740))
				.signIn("Mira Maintainer")
				.expect(429);
			for (int i = 0; mira.page().locator("main.plain").count() == 0; i++) {
				assertThat(i).as("never too fast").isLessThan(60);
				mira.go("/requests");
			}
			found.addAll(
					language.startsWith("ru") ? Looks.flawsInRussian("too fast", mira) : Looks.flaws("too fast", mira));
		}
		assertThat(found).isEmpty();
	}

}
