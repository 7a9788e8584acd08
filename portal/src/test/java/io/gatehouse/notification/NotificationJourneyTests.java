package io.gatehouse.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Faults.Fault;
import io.gatehouse.sandbox.slack.SlackStandIn;
import io.gatehouse.sandbox.slack.SlackStandIn.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A request's way through the whole portal, as it is told in Slack. */
@OnStage
class NotificationJourneyTests {

	private static final String TOKEN = "xoxb-for-tests";

	private static final Faults faults = Faults.none();

	private static final SlackStandIn slack = SlackStandIn
		.start(new SlackStandIn.Settings(0, TOKEN, List.of("#requests"), "hook", Clock.systemUTC()), faults);

	@Autowired
	private Journey journey;

	@DynamicPropertySource
	static void slack(DynamicPropertyRegistry properties) {
		properties.add("gatehouse.slack.api-url", slack::api);
		properties.add("gatehouse.slack.token", () -> TOKEN);
		properties.add("gatehouse.slack.channel", () -> "#requests");
		properties.add("gatehouse.notification.first-retry", () -> "200ms");
	}

	@AfterEach
	void endFaults() {
		faults.clear();
	}

	@AfterAll
	static void stop() {
		slack.close();
	}

	@Test
	void tellsOfARequestUntilItIsDone() {
		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=told", "size=SMALL");
		// Told after it is approved, nobody would be asked for that any more.
		this.journey.until(() -> about(request), (messages) -> messages.size() == 1);
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);

		List<Message> told = this.journey.until(() -> about(request), (messages) -> messages.size() == 3);
		String page = "/requests/" + request.number() + "|" + request.title() + ">";
		assertThat(told).allSatisfy((message) -> assertThat(message.paragraphs().getFirst()).contains(page));
		assertThat(find(told, "Approval needed").paragraphs()).contains("> because")
			.last()
			.asString()
			.contains("Creates 12", "• Create: GitLab project");
		assertThat(find(told, "Approved:").paragraphs()).last().isEqualTo("Asked for by dana, approved by olga");
		assertThat(find(told, "Done:").paragraphs()).last().isEqualTo("Asked for by dana, approved by olga");
	}

	@Test
	void carriesOnWhileSlackHangs() {
		faults.percent(100, 1, Faults.requests("POST", ".*"), Fault.hang(Duration.ofSeconds(4)));

		ServiceRequest request = this.journey.ask("dana", "project", "team=payments", "name=untold", "size=SMALL");
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);

		assertThat(about(request)).as("told so far").hasSizeLessThan(3);
		faults.clear();
		this.journey.until(() -> about(request), (messages) -> messages.size() >= 3);
	}

	private static List<Message> about(ServiceRequest request) {
		return slack.messages()
			.stream()
			.filter((message) -> message.text().contains("(request " + request.number() + ")"))
			.toList();
	}

	private static Message find(List<Message> messages, String words) {
		return messages.stream().filter((message) -> message.text().contains(words)).findFirst().orElseThrow();
	}

}
