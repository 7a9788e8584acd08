package io.gatehouse.ban.agent;

import java.net.http.HttpResponse;
import java.util.stream.Stream;

import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.limit.LimitProperties;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@OnStage
@TestPropertySource(properties = "gatehouse.limits.anonymous=100")
class HostPaceTests {

	@Autowired
	Stage stage;

	@Autowired
	Hosts hosts;

	@Autowired
	LimitProperties limits;

	private Browser client;

	@BeforeEach
	void open() {
		this.client = new Browser(this.stage.portalUri(0));
	}

	@Test
	void holdsBackTheHostThatAsksTooFastAndNoOther() {
		this.hosts.put("pace-1", "pace", Hosts.sha256("token-of-pace-1"));
		this.hosts.put("pace-2", "pace", Hosts.sha256("token-of-pace-2"));
		int asked = 0;
		HttpResponse<String> answer = ask("token-of-pace-1");
		while (answer.statusCode() != 429) {
			asked++;
			assertThat(asked).isLessThan(2 * this.limits.host());
			answer = ask("token-of-pace-1");
		}

		assertThat(asked).isGreaterThanOrEqualTo(this.limits.host());
		assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 60);
		assertThat(ask("token-of-pace-2").statusCode()).as("another host at the same address").isLessThan(400);
		assertThat(ask("token-of-nobody").statusCode()).isEqualTo(401);
	}

	/** Whoever comes without a token must not use up what people at that address have. */
	@Test
	void countsStrangersApartFromPeople() {
		assertThat(Stream.generate(() -> ask("token-of-nobody").statusCode()).limit(2 * this.limits.anonymous()))
			.contains(429);
		assertThat(this.client.get("/login").statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> ask(String token) {
		return this.client.get("/agents/bans", "Authorization", "Bearer " + token);
	}

}
