package io.gatehouse.browser;

import java.util.List;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Forms that are filled in as people do: wrong, twice, too late. */
@OnStage
class FormTests {

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Test
	void nameEachMistakeOnceAndKeepWhatWasTyped() {
		Visitor dana = this.visitors.person("Dana Dev").expect(422);
		dana.go("/ask/project");
		dana.field("team").fill("payments");
		dana.field("name").fill("Not A Name");
		dana.field("_reason").fill("We need it.");
		dana.button("Ask for approval").click();
		Locator summary = dana.page().locator(".errors[role=alert]");
		assertThat(summary).isVisible();
		assertThat(summary.locator("a")).hasCount(1);
		assertThat(dana.page().locator("#plan")).not().containsText("lower-case");
		assertThat(dana.field("name")).isFocused();
		assertThat(dana.field("name")).hasAttribute("aria-invalid", "true");
		assertThat(dana.field("team")).hasValue("payments");
		assertThat(dana.field("name")).hasValue("Not A Name");
		assertThat(dana.field("_reason")).hasValue("We need it.");
		dana.field("team").focus();
		summary.locator("a").click();
		assertThat(dana.field("name")).isFocused();
	}

	@Test
	void checkAFieldOnceItIsLeftWhateverElseIsEmpty() {
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/ask/project");
		dana.field("name").fill("Not A Name");
		dana.press("Tab");
		assertThat(dana.page().locator("#field-name-error")).containsText("lower-case");
		assertThat(dana.field("name")).hasAttribute("aria-invalid", "true");
		assertThat(dana.page().locator("#field-team-error")).isEmpty();
		assertThat(dana.page().locator("[aria-invalid=true]")).hasCount(1);
		dana.field("name").fill("a-name");
		assertThat(dana.page().locator("#field-name-error")).isEmpty();
		assertThat(dana.page().locator("[aria-invalid=true]")).hasCount(0);
	}

	@Test
	void askOnceHoweverOftenTheButtonIsPressed() {
		Visitor dana = this.visitors.person("Dana Dev");
		fill(dana, "pressed-twice");
		dana.button("Ask for approval").dblclick();
		assertThat(dana.state()).hasText("Waiting for approval");
		assertThat(count(dana, "pressed-twice")).isEqualTo(1);
	}

	@Test
	void askOnceWhenTheSameFormIsSentAgain() {
		Visitor dana = this.visitors.person("Dana Dev");
		fill(dana, "sent-again");
		List<APIResponse> answers = List.of(dana.send(), dana.send());
		assertThat(answers).extracting(APIResponse::status).containsExactly(302, 302);
		assertThat(answers.get(1).headers().get("location")).isEqualTo(answers.get(0).headers().get("location"));
		dana.button("Ask for approval").click();
		assertThat(dana.state()).hasText("Waiting for approval");
		dana.page().reload();
		dana.page().goBack();
		assertThat(dana.field("name")).isVisible();
		assertThat(count(dana, "sent-again")).isEqualTo(1);
	}

	/** Going back has the browser fetch the form anew, empty. */
	@Test
	void askOnceWhenOneGoesBackAndAsksAgain() {
		Visitor dana = this.visitors.person("Dana Dev");
		fill(dana, "gone-back");
		long first = ask(dana);
		dana.page().reload();
		assertThat(dana.state()).hasText("Waiting for approval");
		dana.page().goBack();
		assertThat(dana.field("name")).hasValue("");
		type(dana, "gone-back");
		assertThat(ask(dana)).isEqualTo(first);
		assertThat(count(dana, "gone-back")).isEqualTo(1);
		dana.page().goBack();
		dana.page().goBack();
		dana.page().reload();
		type(dana, "gone-on");
		assertThat(ask(dana)).as("another wish").isGreaterThan(first);
		assertThat(count(dana, "gone-on")).isEqualTo(1);
	}

	@Test
	void handOnOnceWhenOneGoesBackAndPressesAgain() {
		this.journey.person("olga");
		this.journey.person("mira");
		this.journey.person("denis");
		long asset = this.journey.have("dana", "olga", "project", "team=payments", "name=handed-on", "size=SMALL")
			.number();
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/assets/" + asset + "/transfer?heir=mira");
		long first = ask(dana);
		dana.page().goBack();
		assertThat(ask(dana)).isEqualTo(first);
		dana.page().goBack();
		dana.field("heir").fill("denis");
		assertThat(ask(dana)).as("to somebody else").isGreaterThan(first);
	}

	private static long ask(Visitor visitor) {
		visitor.button("Ask for approval").click();
		assertThat(visitor.state()).hasText("Waiting for approval");
		return visitor.number();
	}

	@Test
	void comeBackFilledInAfterTheSessionHasEnded() {
		Visitor dana = this.visitors.person("Dana Dev").expect(401);
		fill(dana, "session-ended");
		dana.field("_reason").fill("It took me a day to write this.");
		dana.loseSession();
		dana.button("Ask for approval").click();
		assertThat(dana.main()).containsText("Your session has ended");
		dana.signIn("Dana Dev");
		assertThat(dana.field("name")).hasValue("session-ended");
		assertThat(dana.field("team")).hasValue("payments");
		assertThat(dana.field("_reason")).hasValue("It took me a day to write this.");
		dana.button("Ask for approval").click();
		assertThat(dana.state()).hasText("Waiting for approval");
		assertThat(count(dana, "session-ended")).isEqualTo(1);
	}

	@Test
	void showWhatTheApproverWroteWhereTheyAreSentAgain() {
		this.journey.person("olga");
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=too-long", "size=SMALL");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/requests/" + request.number());
		olga.page().getByText("Ask for changes").first().click();
		olga.page().locator("dialog[open] textarea").fill("A shorter name, please.");
		olga.page().locator("dialog[open] .primary").click();
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/requests/" + request.number());
		dana.link("Change it and send it again").click();
		assertThat(dana.page().locator("h1")).hasText("Project payments/too-long");
		assertThat(dana.page().locator(".remark")).containsText("A shorter name, please.");
		assertThat(dana.page().locator("#plan .plan-summary")).containsText("Creates 12");
		assertThat(dana.link("Cancel")).hasAttribute("href", "/requests/" + request.number());
		dana.field("name").fill("short");
		assertThat(dana.page().locator("#plan")).containsText("teams/payments/short");
		dana.button("Ask for approval").click();
		assertThat(dana.state()).hasText("Waiting for approval");
		assertThat(dana.page().locator("h1")).hasText("Project payments/short");
	}

	@Test
	void workWithoutScripts() {
		this.journey.person("olga");
		Visitor dana = this.visitors.anybody((window) -> window.setJavaScriptEnabled(false)).signIn("Dana Dev");
		dana.go("/ask/project");
		dana.field("team").fill("payments");
		dana.field("name").fill("plain");
		dana.button("Show what would change").click();
		assertThat(dana.page().locator("#plan .plan-summary")).containsText("Creates 12");
		assertThat(dana.field("name")).hasValue("plain");
		dana.button("Ask for approval").click();
		assertThat(dana.state()).hasText("Waiting for approval");
		Visitor olga = this.visitors.anybody((window) -> window.setJavaScriptEnabled(false)).signIn("Olga Ops");
		olga.go("/queue");
		olga.page().locator("#queue-" + dana.number() + " > summary").click();
		olga.page().locator("#queue-" + dana.number() + " .decide > .actions > .primary").click();
		// The page of somebody without scripts comes again by itself.
		assertThat(dana.state()).hasText("Done");
		dana.link("See it, and how to use it").click();
		assertThat(dana.main()).containsText("git clone");
	}

	private static void fill(Visitor visitor, String name) {
		visitor.go("/ask/project");
		type(visitor, name);
	}

	private static void type(Visitor visitor, String name) {
		visitor.field("team").fill("payments");
		visitor.field("name").fill(name);
		assertThat(visitor.page().locator("#plan")).containsText("teams/payments/" + name);
	}

	private static int count(Visitor visitor, String name) {
		visitor.go("/requests?q=" + name);
		return visitor.page().locator("tbody tr").count();
	}

}
