package io.gatehouse.browser;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Lists say what they show, what waits where, and what there is to decide on. */
@OnStage
class ListTests {

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Journey journey;

	@BeforeEach
	void meet() {
		this.journey.person("olga");
	}

	@Test
	void sayWhoseTheyAreAndLetFiltersGo() {
		this.journey.ask("dana", "project", "team=payments", "name=listed", "size=SMALL");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/requests");
		assertThat(olga.page().locator(".scopes [aria-current]")).hasText("All");
		assertThat(olga.link("Take the filters away")).hasCount(0);
		olga.go("/requests?scope=all&q=listed");
		assertThat(olga.page().locator("tbody tr")).hasCount(1);
		olga.link("Take the filters away").click();
		assertThat(olga.field("q").last()).hasValue("");
		assertThat(olga.page().locator(".scopes [aria-current]")).hasText("All");
	}

	@Test
	void showWhatWasAnsweredWhereItIsDecided() {
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=answered", "size=LARGE");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/queue");
		Locator item = olga.page().locator("#queue-" + request.number());
		item.locator("summary").first().click();
		assertThat(item.locator(".facts")).containsText("Large: 8 CPU");
		olga.go("/requests/" + request.number());
		assertThat(olga.page().locator(".standing .said")).hasText("because");
		assertThat(olga.page().locator(".lead")).containsText("Create: Project");
	}

	@Test
	void tellTheAuditInWords() {
		this.journey.have("dana", "olga", "project", "team=payments", "name=audited", "size=SMALL");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/audit");
		assertThat(olga.main()).containsText("The audit chain is unbroken to event");
		assertThat(olga.main()).containsText("GitLab, project teams/payments/audited");
		assertThat(olga.main()).containsText("decided by: people");
		assertThat(olga.main()).not().containsText("gitlab:");
		olga.go("/audit?person=dana");
		olga.link("Take the filters away").click();
		assertThat(olga.field("person")).hasValue("");
	}

	@Test
	void countWhatWaitsOnlyWhereItWaits() {
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/systems");
		String atVault = waiting(olga, "Vault").innerText();
		system(olga, "Kubernetes").getByText("Pause").click();
		try {
			ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=waits", "size=SMALL");
			this.journey.approve(request, "olga");
			this.journey.until(() -> this.journey.read(request.number()),
					(now) -> now.message().filter((text) -> text.key().equals("request.system-paused")).isPresent());
			olga.go("/systems");
			assertThat(waiting(olga, "Kubernetes")).hasText("1 request waits for it");
			assertThat(waiting(olga, "Vault")).hasText(atVault);
			system(olga, "Kubernetes").getByText("Go on").click();
			this.journey.await(request, RequestState.SUCCEEDED);
		}
		finally {
			olga.go("/systems");
			if (system(olga, "Kubernetes").getByText("Go on").isVisible()) {
				system(olga, "Kubernetes").getByText("Go on").click();
			}
		}
	}

	private static Locator system(Visitor visitor, String name) {
		return visitor.page().locator(".system-line:has(h2:text-is('" + name + "'))");
	}

	private static Locator waiting(Visitor visitor, String name) {
		return system(visitor, name).getByText(Pattern.compile("waits? for it"));
	}

}
