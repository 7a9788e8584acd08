package io.gatehouse.browser;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.http.Faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person sees and can do where another system refuses in the middle. */
@OnStage
class FailureTests {

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

	@AfterEach
	void mend() {
		this.stage.gitlabFaults().clear();
	}

	@Test
	void saysWhatFailedAndWhereAndGoesOnWhereItStopped() {
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/requests/" + stopped("mended").number());
		assertThat(dana.state()).hasText("Stopped, needs a look");
		assertThat(dana.page().locator(".standing-message")).containsText("GitLab");
		assertThat(dana.page().locator(".standing")).containsText("13 were done before it stopped");
		assertThat(dana.page().locator(".step-failed")).hasCount(1);
		assertThat(dana.page().locator(".step-failed")).containsText("first commit");
		assertThat(dana.page().locator(".panel .plan-summary")).containsText("Creates 1");
		dana.button("Try again").click();
		assertThat(dana.state()).hasText("Done");
		assertThat(this.stage.gitlab().project("teams/payments/mended").orElseThrow().files()).containsKey("README.md");
	}

	@Test
	void takesBackWhatWasDone() {
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/requests/" + stopped("undone").number());
		dana.page().getByText("Undo what was done").first().click();
		assertThat(dana.page().locator("dialog[open]")).containsText("teams/payments/undone");
		dana.button("Undo it").click();
		assertThat(dana.state()).hasText("Undone");
		assertThat(this.stage.gitlab().project("teams/payments/undone")).isEmpty();
	}

	private ServiceRequest stopped(String name) {
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=" + name, "size=SMALL");
		this.stage.gitlabFaults()
			.next(1, "POST", "/api/v4/projects/[^/]+/repository/commits",
					Fault.answer(403, "{\"message\":\"403 Forbidden\"}"));
		this.journey.approve(request, "olga");
		return this.journey.await(request, RequestState.FAILED);
	}

}
