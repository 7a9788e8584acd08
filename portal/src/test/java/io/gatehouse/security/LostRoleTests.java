package io.gatehouse.security;

import java.net.http.HttpResponse;
import java.util.Map;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A group that is taken away in GitLab counts at the next decision, not at the next
 * login.
 */
@OnStage
class LostRoleTests {

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Test
	void takesNoApprovalOfWhoIsInTheGroupNoMoreThoughStillSignedIn() {
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=lost-role", "size=SMALL");
		Browser browser = new Browser(this.stage.portalUri(0));
		browser.signIn("oscar");
		assertThat(browser.get("/requests/" + request.number()).body()).contains("/approval");

		this.stage.gitlab().removeFromGroup("oscar", "platform");
		try {
			HttpResponse<String> refused = browser.post("/settings", "/requests/" + request.number() + "/approval",
					Map.of("shown", request.shown()));

			assertThat(refused.statusCode()).isEqualTo(404);
			assertThat(this.journey.read(request.number()).state()).isEqualTo(RequestState.SUBMITTED);
			assertThat(browser.get("/systems").statusCode()).as("what else the role let in").isEqualTo(403);
		}
		finally {
			this.stage.gitlab().addToGroup("oscar", "platform", 50);
			this.journey.person("oscar");
		}
	}

}
