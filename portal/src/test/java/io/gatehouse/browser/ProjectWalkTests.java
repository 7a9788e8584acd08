package io.gatehouse.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A project: asked for, approved, used, changed and taken away. */
@OnStage
class ProjectWalkTests {

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@BeforeEach
	void meet() {
		this.journey.person("olga");
	}

	@Test
	void isAskedForApprovedFollowedUsedChangedAndRemoved() {
		Visitor dana = this.visitors.person("Dana Dev");
		dana.link("New project").click();
		dana.field("team").fill("payments");
		dana.field("name").fill("walked");
		assertThat(dana.page().locator("#plan .plan-summary")).containsText("Creates 12");
		assertThat(dana.page().locator("#plan")).containsText("teams/payments/walked");
		assertThat(this.stage.gitlab().project("teams/payments/walked")).isEmpty();
		dana.button("Ask for approval").click();
		assertThat(dana.state()).hasText("Waiting for approval");
		long request = dana.number();
		dana.mark();

		Visitor olga = this.visitors.person("Olga Ops");
		olga.page().locator(".nav a[href='/queue']").click();
		olga.page().locator("#queue-" + request + " > summary").click();
		assertThat(olga.page().locator("#queue-" + request)).containsText("payments-walked");
		olga.page().locator("#approve-reason-" + request).fill("Go ahead.");
		olga.page().locator("#queue-" + request + " .decide > .actions > .primary").click();

		assertThat(dana.state()).hasText("Done");
		assertThat(dana.page()).hasTitle("Project payments/walked: Done · Gatehouse");
		assertThat(dana.main()).containsText("Go ahead.");
		assertThat(dana.stillMarked()).isTrue();
		assertThat(this.stage.gitlab().project("teams/payments/walked")).isPresent();

		dana.link("See it, and how to use it").click();
		assertThat(dana.main()).containsText("git clone");
		assertThat(dana.main()).containsText("payments-walked");
		long asset = dana.number();
		change(dana, olga);
		dana.go("/assets/" + asset);
		remove(dana, olga, asset);
	}

	private void change(Visitor dana, Visitor olga) {
		dana.link("Change").click();
		assertThat(dana.page().locator("h1")).hasText("Change: Project payments/walked");
		assertThat(dana.page().locator(".nav [aria-current]")).hasText("What we have");
		assertThat(dana.page().locator("#plan .plan-summary")).hasText("Nothing would change");
		assertThat(dana.link("Cancel")).hasAttribute("href", "/assets/" + dana.number());
		dana.page().locator("input[name=size][value=LARGE]").check();
		assertThat(dana.page().locator("#plan .plan-summary")).containsText("Changes 1");
		dana.unfold();
		Locator values = dana.page().locator("#plan .is-update .changes td");
		assertThat(values.first()).isVisible();
		assertThat(values.first().boundingBox().height).as("of one line").isLessThan(32);
		dana.button("Ask for approval").click();
		assertThat(dana.state()).hasText("Waiting for approval");
		olga.go(dana.path());
		olga.button("Approve").click();
		assertThat(olga.state()).hasText("Done");
		assertThat(dana.state()).hasText("Done");
	}

	private void remove(Visitor dana, Visitor olga, long asset) {
		dana.link("Remove").click();
		assertThat(dana.page().locator(".plan")).containsText("30 days");
		dana.expect(422);
		dana.field("confirm").fill("something else");
		dana.button("Ask for approval").click();
		assertThat(dana.page().getByRole(AriaRole.ALERT)).isVisible();
		dana.field("confirm").fill("Project payments/walked");
		dana.button("Ask for approval").click();
		assertThat(dana.state()).hasText("Waiting for approval");
		olga.go(dana.path());
		olga.button("Approve").click();
		assertThat(dana.state()).hasText("Done");
		dana.go("/assets/" + asset);
		assertThat(dana.state()).hasText("Gone");
		assertThat(this.stage.gitlab().project("teams/payments/walked")).isEmpty();
	}

}
