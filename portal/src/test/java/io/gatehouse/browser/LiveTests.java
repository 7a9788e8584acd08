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

/** A page that follows work, also over a bad line. */
@OnStage
class LiveTests {

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Journey journey;

	@BeforeEach
	void meet() {
		this.journey.person("olga");
	}

	@Test
	void catchesUpAfterTheLineWasGone() {
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=offline", "size=SMALL");
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/requests/" + request.number());
		assertThat(dana.state()).hasText("Waiting for approval");
		dana.mark();
		dana.loseLine();
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(dana.state()).hasText("Waiting for approval");
		dana.findLine();
		assertThat(dana.state()).hasText("Done");
		assertThat(dana.stillMarked()).isTrue();
		dana.page().reload();
		assertThat(dana.state()).hasText("Done");
	}

	@Test
	void connectsAgainAfterTheStreamBroke() {
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=broken-off", "size=SMALL");
		Visitor dana = this.visitors.person("Dana Dev");
		dana.breakStreams();
		dana.go("/requests/" + request.number());
		dana.mark();
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(dana.state()).hasText("Waiting for approval");
		dana.findLine();
		assertThat(dana.state()).hasText("Done");
		assertThat(dana.stillMarked()).isTrue();
	}

	@Test
	void keepsWhatAnApproverIsTyping() {
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=typing", "size=SMALL");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/requests/" + request.number());
		olga.field("reason").first().fill("Half a sent");
		Visitor oscar = this.visitors.person("Oscar Ops");
		oscar.go("/requests/" + request.number());
		oscar.page().getByText("Ask for changes").first().click();
		oscar.page().locator("dialog[open] textarea").fill("A shorter name, please.");
		oscar.page().locator("dialog[open] .primary").click();
		assertThat(oscar.state()).hasText("Changes asked for");
		assertThat(olga.state()).hasText("Changes asked for");
		assertThat(olga.main()).containsText("A shorter name, please.");
	}

}
