package io.gatehouse.sandbox.slack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlackStandInTests {

	private final Faults faults = Faults.none();

	private final SlackStandIn slack = SlackStandIn.start(
			new SlackStandIn.Settings(0, "xoxb-test", List.of("#requests", "#ops"), "hook", Clock.systemUTC()),
			this.faults);

	private final HttpClient http = HttpClient.newHttpClient();

	@AfterEach
	void stop() {
		this.slack.close();
	}

	@Test
	void keepsWhatIsPostedByABot() throws Exception {
		HttpResponse<String> answer = post("xoxb-test", "{\"channel\":\"#ops\",\"text\":\"hello\"}");

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("\"ok\":true");
		assertThat(this.slack.messages()).singleElement().satisfies((message) -> {
			assertThat(message.channel()).isEqualTo("#ops");
			assertThat(message.text()).isEqualTo("hello");
		});
	}

	@Test
	void saysInTheBodyWhatIsWrongWithABotsCall() throws Exception {
		assertThat(post(null, "{}").body()).contains("not_authed");
		assertThat(post("xoxb-other", "{}").body()).contains("invalid_auth");
		assertThat(post("xoxb-test", "{").body()).contains("invalid_json");
		assertThat(post("xoxb-test", "{\"channel\":\"#none\",\"text\":\"x\"}").body()).contains("channel_not_found");
		assertThat(post("xoxb-test", "{\"channel\":\"#ops\"}").body()).contains("no_text");
		assertThat(post("xoxb-test", "{\"channel\":\"#ops\",\"blocks\":[{\"type\":\"section\"}]}").body())
			.contains("invalid_blocks");
		this.slack.archive(Set.of("#ops"));
		HttpResponse<String> archived = post("xoxb-test", "{\"channel\":\"#ops\",\"text\":\"x\"}");
		assertThat(archived.body()).contains("is_archived");
		assertThat(archived.statusCode()).isEqualTo(200);
		assertThat(this.slack.messages()).isEmpty();
	}

	@Test
	void saysByStatusWhatIsWrongWithAWebhooksCall() throws Exception {
		URI hook = this.slack.webhook();
		assertAnswer(send(hook, null, "{\"text\":\"x\"}"), 200, "ok");
		assertAnswer(send(hook, null, "{"), 400, "invalid_payload");
		assertAnswer(send(hook, null, "{}"), 400, "no_text");
		assertAnswer(send(URI.create(hook + "x"), null, "{\"text\":\"x\"}"), 403, "invalid_token");
		assertAnswer(send(this.slack.uri().resolve("/services/" + Workspace.TEAM + "/B1/x"), null, "{}"), 404,
				"no_service");
		this.slack.archive(Set.of("#requests"));
		assertAnswer(send(hook, null, "{\"text\":\"x\"}"), 410, "channel_is_archived");
		assertThat(this.slack.messages()).hasSize(1);
	}

	@Test
	void asksForAPause() throws Exception {
		this.faults.next(1, "POST", "/api/.*", Fault.retryLater(Duration.ofSeconds(30)));

		HttpResponse<String> answer = post("xoxb-test", "{\"channel\":\"#ops\",\"text\":\"x\"}");

		assertThat(answer.statusCode()).isEqualTo(429);
		assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
	}

	@Test
	void showsTheMessagesAndMarksWhatWouldCallPeople() throws Exception {
		post("xoxb-test",
				"{\"channel\":\"#ops\",\"text\":\"*Hi* <http://localhost/1|a &lt;b&gt;> <!channel> \\\"x\\\" & y\"}");

		HttpResponse<String> page = this.http.send(HttpRequest.newBuilder(this.slack.uri()).build(),
				BodyHandlers.ofString());

		assertThat(page.body()).contains("stand-in for Slack")
			.contains("<strong>Hi</strong> <a href=\"http://localhost/1\">a &lt;b&gt;</a>")
			.contains("<mark>calls !channel</mark>")
			.contains("&amp; y");
	}

	private HttpResponse<String> post(String token, String json) throws IOException, InterruptedException {
		return send(URI.create(this.slack.api() + "/chat.postMessage"), token, json);
	}

	private HttpResponse<String> send(URI uri, String token, String json) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json; charset=utf-8")
			.POST(BodyPublishers.ofString(json));
		if (token != null) {
			request.header("Authorization", "Bearer " + token);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private static void assertAnswer(HttpResponse<String> answer, int status, String text) {
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.body()).isEqualTo(text);
	}

}
