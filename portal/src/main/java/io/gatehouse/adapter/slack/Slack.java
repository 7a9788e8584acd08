package io.gatehouse.adapter.slack;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.gatehouse.adapter.Guard;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Posts messages to Slack. Neither the token nor the webhook's address, which is a secret
 * too, gets into an exception or a log.
 */
@Component
public class Slack {

	/** What Slack answers is short. */
	private static final int LONGEST_ANSWER = 16 * 1024;

	private static final MediaType JSON = new MediaType(MediaType.APPLICATION_JSON, StandardCharsets.UTF_8);

	private final Optional<Door> door;

	private final RestClient http;

	private final Guard guard;

	private final Clock clock;

	private volatile Instant quietUntil = Instant.MIN;

	Slack(SlackProperties properties, Clock clock) {
		this.door = Door.of(properties);
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
			.connectTimeout(properties.limits().connect())
			.followRedirects(HttpClient.Redirect.NEVER)
			.build());
		requests.setReadTimeout(properties.limits().read());
		this.http = RestClient.builder().requestFactory(requests).build();
		this.guard = new Guard("slack", properties.limits(), clock, Slack::classify);
		this.clock = clock;
	}

	/** Whether messages can be posted at all. */
	public boolean configured() {
		return this.door.isPresent();
	}

	/**
	 * Posts a message. Where the answer is lost, Slack may have it all the same.
	 * @throws Unavailable where the same message may be taken later, and when
	 * @throws Refused where Slack does not take it, whenever it is tried
	 */
	public void post(SlackMessage message) {
		Door door = this.door.orElseThrow(() -> new Refused(Text.of("slack.not-configured"), null));
		Duration quiet = Duration.between(this.clock.instant(), this.quietUntil);
		if (quiet.isPositive()) {
			throw new Unavailable(Text.of("slack.too-many-calls"), quiet, null);
		}
		try {
			this.guard.read(() -> {
				door.read(send(door, message), this.clock.instant());
				return null;
			});
		}
		catch (Unavailable ex) {
			if (ex.words().key().equals("slack.too-many-calls") && ex.retryAfter() != null) {
				// Slack counts per app and channel: the others wait too.
				this.quietUntil = this.clock.instant().plus(ex.retryAfter());
			}
			throw ex;
		}
	}

	private Answer send(Door door, SlackMessage message) {
		String channel = (door.channel() != null && message.channel() != null) ? message.channel() : door.channel();
		// As bytes: the client logs the bodies that it is given as objects.
		return this.http.post().uri(door.address()).headers((headers) -> {
			headers.setContentType(JSON);
			if (door.token() != null) {
				headers.setBearerAuth(door.token());
			}
		}).body(Payload.of(message, channel)).exchange((request, response) -> answer(response));
	}

	private static Answer answer(ClientHttpResponse response) throws IOException {
		@Nullable String retryAfter = response.getHeaders().getFirst("Retry-After");
		byte[] body = response.getBody().readNBytes(LONGEST_ANSWER);
		return new Answer(response.getStatusCode().value(), retryAfter, new String(body, StandardCharsets.UTF_8));
	}

	/**
	 * The client's own exception names the address: only what is below it may be kept.
	 */
	private static RuntimeException classify(Exception ex) {
		if (ex instanceof ResourceAccessException away) {
			boolean slow = away.getCause() instanceof HttpTimeoutException;
			return new Unavailable(Text.of(slow ? "slack.too-slow" : "slack.unreachable"), null, null);
		}
		return new IllegalStateException("A call to Slack failed: " + ex.getClass().getName());
	}

}
