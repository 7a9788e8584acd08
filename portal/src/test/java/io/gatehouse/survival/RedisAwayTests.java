package io.gatehouse.survival;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.gatehouse.Journey;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Approval;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Redis stands still, is gone, and comes back: work and pages go on as before. */
@OnBench
@Import(Aftermath.class)
@Tag("survival")
@DirtiesContext
class RedisAwayTests {

	private static final RedisServer redis = RedisServer.temporary();

	private static final Duration LIKE_BEFORE = Duration.ofSeconds(20);

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Aftermath aftermath;

	@Value("${gatehouse.url}")
	URI portal;

	@DynamicPropertySource
	static void address(DynamicPropertyRegistry properties) {
		properties.add("gatehouse.redis.url", redis::uri);
	}

	@AfterAll
	static void stop() {
		redis.close();
	}

	@Test
	void goesOnWithoutRedis() throws Exception {
		worksAsUsual("rd-with");
		redis.freeze();
		worksAsUsual("rd-still");
		redis.thaw();
		redis.stop();
		worksAsUsual("rd-gone");
		redis.start();
		worksAsUsual("rd-back");
		redis.empty();
		worksAsUsual("rd-empty");
		redis.kill();
		worksAsUsual("rd-killed");
		redis.start();
		worksAsUsual("rd-again");
		this.aftermath.holds();
		Report.held("Redis frozen, stopped, emptied, killed -9", "a request after each", "all as usual");
	}

	private void worksAsUsual(String name) throws Exception {
		long start = System.nanoTime();
		ServiceRequest request = this.bench.ask("dana", Kit.of(name).approvedBy(Approval.OPS));
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);
		for (String page : new String[] { "/login", "/actuator/health/readiness" }) {
			assertThat(this.client
				.send(HttpRequest.newBuilder(this.portal.resolve(page)).build(), BodyHandlers.discarding())
				.statusCode()).as(page).isEqualTo(200);
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(LIKE_BEFORE);
	}

}
