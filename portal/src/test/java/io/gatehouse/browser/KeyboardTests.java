package io.gatehouse.browser;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Everything goes without a mouse, and one sees where one is. */
@OnStage
class KeyboardTests {

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Journey journey;

	@BeforeEach
	void meet() {
		this.journey.person("olga");
	}

	@Test
	void asks() {
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/ask/project");
		dana.press("Tab");
		assertThat(dana.page().locator(".skip")).isFocused();
		assertThat(dana.page().locator(".skip")).isInViewport();
		dana.press("Enter", "Tab");
		assertThat(dana.field("team")).isFocused();
		assertThat(dana.outline()).isEqualTo("solid");
		dana.page().keyboard().type("payments");
		dana.press("Tab");
		dana.page().keyboard().type("typed-only");
		dana.press("Tab", "Tab", "ArrowDown", "Tab", "Tab");
		dana.tabTo("#submit");
		assertThat(dana.page().locator("#plan")).containsText("teams/payments/typed-only");
		dana.press("Enter");
		assertThat(dana.state()).hasText("Waiting for approval");
		assertThat(dana.page().locator(".facts")).containsText("Medium");
	}

	@Test
	void decides() {
		ServiceRequest first = this.journey.ask("dana", "project", "team=payments", "name=by-key", "size=SMALL");
		ServiceRequest second = this.journey.ask("dana", "project", "team=payments", "name=by-key-too", "size=SMALL");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/queue");
		olga.pressUntil("j", row(first));
		olga.press("j");
		assertThat(olga.page().locator(row(second))).isFocused();
		olga.press("k", "o");
		assertThat(olga.page().locator("#queue-" + first.number())).hasAttribute("open", "");
		assertThat(olga.page().locator(row(first))).isFocused();
		olga.press("a");
		assertThat(olga.page().locator("#queue-" + first.number() + " .decide > .actions > .primary")).isFocused();
		olga.press("Enter");
		assertThat(olga.page().locator(row(first))).hasCount(0);
		this.journey.await(first, RequestState.SUCCEEDED);
		olga.go("/queue");
		olga.pressUntil("j", row(second));
		olga.press("r");
		assertThat(olga.page().locator("dialog[open] textarea")).isFocused();
		olga.page().keyboard().type("One is enough.");
		olga.press("Tab", "Enter");
		assertThat(olga.page().locator(row(second))).hasCount(0);
		this.journey.await(second, RequestState.REJECTED);
	}

	@Test
	void showsItsKeysAndSearches() {
		Visitor olga = this.visitors.person("Olga Ops");
		olga.press("?");
		assertThat(olga.page().locator("#keys")).isVisible();
		olga.press("Escape");
		assertThat(olga.page().locator("#keys")).isHidden();
		olga.press("/");
		assertThat(olga.page().locator(".top .search input")).isFocused();
		olga.page().keyboard().type("nothing-like-it?");
		olga.press("Enter");
		assertThat(olga.main()).containsText("No request fits here.");
	}

	private static String row(ServiceRequest request) {
		return "#queue-" + request.number() + " > summary";
	}

}
