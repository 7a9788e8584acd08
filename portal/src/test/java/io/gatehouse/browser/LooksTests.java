package io.gatehouse.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.BoundingBox;
import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/** Every page: for eyes and ears, by day and by night, on a phone, in Russian. */
@OnStage
@TestInstance(Lifecycle.PER_CLASS)
class LooksTests {

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	private Map<String, String> pages = Map.of();

	@BeforeAll
	void set() {
		this.pages = new Scenery(this.stage, this.journey, "looks").set();
	}

	@Test
	void isFitForAll() {
		Visitor olga = this.visitors.person("Olga Ops").expect(404);
		List<String> found = new ArrayList<>();
		this.pages.forEach((name, address) -> {
			olga.go(address);
			olga.unfold();
			found.addAll(Looks.flaws(name, olga));
		});
		Visitor otto = this.visitors.anybody().expect(403);
		otto.go("/");
		found.addAll(Looks.flaws("login", otto));
		otto.signIn("Otto Outsider");
		found.addAll(Looks.flaws("outsider", otto));
		assertThat(found).isEmpty();
	}

	@Test
	void speaksRussian() {
		Visitor olga = this.visitors.anybody((window) -> window.setLocale("ru-RU").setViewportSize(360, 740))
			.signIn("Olga Ops")
			.expect(404);
		List<String> found = new ArrayList<>();
		this.pages.forEach((name, address) -> {
			olga.go(address);
			olga.unfold();
			found.addAll(Looks.flawsInRussian(name, olga));
		});
		assertThat(found).isEmpty();
	}

	@Test
	void keepsAllOfItsMenuOnAPhone() {
		for (String language : List.of("en-GB", "ru-RU")) {
			Visitor olga = this.visitors.anybody((window) -> window.setLocale(language).setViewportSize(360, 740))
				.signIn("Olga Ops");
			olga.go("/systems");
			List<Locator> links = olga.page().locator(".nav a").all();
			assertThat(links).hasSize(6).allSatisfy((link) -> {
				BoundingBox box = link.boundingBox();
				assertThat(box.x).as(link.innerText()).isNotNegative();
				assertThat(box.x + box.width).as(link.innerText()).isLessThanOrEqualTo(360);
				assertThat(box.height).as("room for a finger").isGreaterThanOrEqualTo(44);
				assertThat(link.evaluate("(link) => link.scrollWidth <= link.clientWidth")).isEqualTo(true);
			});
			olga.page().locator(".brand").focus();
			for (Locator link : links) {
				olga.page().keyboard().press("Tab");
				assertThat(link).isFocused();
			}
			olga.page().keyboard().press("Enter");
			olga.page().waitForURL("**/audit");
		}
	}

	@Test
	void writesEachRowInOneSize() {
		Visitor olga = this.visitors.person("Olga Ops");
		for (String name : List.of("list", "assets", "audit", "bans", "hosts", "protected")) {
			olga.go(this.pages.get(name));
			assertThat(olga.page().evaluate("""
					() => [...new Set([...document.querySelectorAll('main tbody tr *')]
						.filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
						.map((one) => getComputedStyle(one).fontSize))]""")).as(name).asInstanceOf(LIST).hasSize(1);
		}
	}

	@Test
	void takesTheNameInTheLanguageInWhichItIsShown() {
		Visitor dana = this.visitors.anybody((window) -> window.setLocale("ru-RU")).signIn("Dana Dev");
		dana.go(this.pages.get("removal"));
		String name = dana.page().locator("#confirm-help strong").innerText();
		assertThat(name).isEqualTo("Проект payments/looks-api");
		dana.field("confirm").fill(name);
		dana.page().locator("main .button.danger").click();
		assertThat(dana.state()).hasText("Ждёт согласования");
	}

	@Test
	void changesItsLanguageAndItsLightWhereAsked() {
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/settings");
		dana.page().locator("main button[name=language][value=ru]").click();
		assertThat(dana.page().locator("html")).hasAttribute("lang", "ru");
		assertThat(dana.page().locator("h1")).hasText("Настройки");
		dana.page().locator("main button[name=language][value=en]").click();
		assertThat(dana.page().locator("h1")).hasText("Settings");
		String day = dana.background();
		dana.button("Dark").click();
		assertThat(dana.page().locator("html")).hasAttribute("data-theme", "dark");
		assertThat(dana.background()).isNotEqualTo(day);
		dana.button("As the system has it").click();
		assertThat(dana.background()).isEqualTo(day);
	}

	@Test
	void restsWhereMotionIsUnwelcome() {
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go(this.pages.get("request APPROVED"));
		assertThat(olga.moving()).isPositive();
		olga.page()
			.emulateMedia(
					new EmulateMediaOptions().setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
		assertThat(olga.moving()).isZero();
	}

}
