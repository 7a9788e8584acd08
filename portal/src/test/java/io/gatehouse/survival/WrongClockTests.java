package io.gatehouse.survival;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Of two portals one has a clock that is five minutes ahead. */
@Survival
class WrongClockTests {

	private static final Duration AHEAD = Duration.ofMinutes(5);

	private static final Duration LASTS = Duration.ofHours(1);

	/** As long as both have looked several times what has come to its end. */
	private static final Duration LOOKED = Duration.ofSeconds(Report.LONG ? 60 : 8);

	private final Watch watch = new Watch();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Aftermath aftermath;

	private Portals portals;

	private List<PortalProcess> both;

	private final List<Asset> assets = new ArrayList<>();

	@BeforeEach
	void start() {
		this.portals = new Portals(this.stage, this.watch);
		Map<String, Object> more = Portals.beat();
		this.both = List.of(this.portals.start(1, more), this.portals.startAhead(2, more, AHEAD));
		this.both.forEach(PortalProcess::up);
	}

	@AfterEach
	void stop() {
		revoke();
		this.both.forEach(PortalProcess::close);
		this.portals.close();
	}

	@Test
	void endsGrantsAndLapsesNothingEarlyAndTakesOverNothingThatLives() throws InterruptedException {
		List<ServiceRequest> grants = Stream
			.of("teams/payments/ledger otto", "teams/payments/ledger denis", "teams/speech/asr otto",
					"teams/speech/asr dana")
			.map((grant) -> ask(grant.split(" ")[0], grant.split(" ")[1]))
			.toList();
		grants.forEach((grant) -> this.journey.approve(grant, "mira"));
		for (ServiceRequest grant : grants) {
			Asset asset = this.journey.asset(this.journey.await(grant, RequestState.SUCCEEDED));
			this.assets.add(asset);
			Instant end = asset.endsAt().orElseThrow();
			assertThat(Duration.between(asset.createdAt(), end)).isCloseTo(LASTS, Duration.ofSeconds(30));
			assertThat(end).isBefore(Instant.now().plus(LASTS));
		}
		ServiceRequest undecided = ask("teams/payments/ledger", "oscar");
		this.assets.forEach((asset) -> this.stage
			.sql("update asset set ends_at = now() + interval '3 minutes' where number = " + asset.number()));
		this.stage.sql("update service_request set lapses_at = now() + interval '3 minutes' where number = "
				+ undecided.number());
		Thread.sleep(LOOKED.toMillis());
		assertThat(this.assets)
			.allSatisfy((asset) -> assertThat(this.journey.asset(asset.id()).state()).isEqualTo(AssetState.ACTIVE));
		assertThat(this.journey.read(undecided.number()).state()).isEqualTo(RequestState.SUBMITTED);
		assertThat(grants).as("each is worked on once, by one that is alive")
			.allSatisfy((grant) -> assertThat(fence(grant)).isOne());
		revoke();
		this.aftermath.holds();
		Report.held("clock of one of two portals ahead",
				AHEAD.toMinutes() + " minutes, for " + LOOKED.toSeconds() + " s",
				"nothing ended, lapsed or was taken over early");
	}

	/** Else what ends would be taken away in the midst of another test. */
	private void revoke() {
		this.assets.forEach(
				(asset) -> this.journey.await(this.journey.ask("olga", asset, Verb.REVOKE), RequestState.SUCCEEDED));
		this.assets.clear();
	}

	private long fence(ServiceRequest request) {
		return this.jdbc.sql("select fence from service_request where number = ?")
			.param(request.number())
			.query(Long.class)
			.single();
	}

	private ServiceRequest ask(String project, String person) {
		return this.journey.ask("olga", "access", "project=" + project, "person=" + person, "role=GUEST", "lasts=1",
				"lasts.unit=hours");
	}

}
