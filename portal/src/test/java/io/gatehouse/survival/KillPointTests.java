package io.gatehouse.survival;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills the portal at each point that the work on a project passes: between any two
 * resources, and inside one right before and right after each write. Every point is tried
 * with {@code -Dgatehouse.survival=full}, those from 40 to 60 with {@code 40-60}; else
 * one of each kind and some writes.
 */
@Survival
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillPointTests {

	/** {@code some}, {@code full}, or indexes from and to: {@code 40-60}. */
	private static final String CHOICE = System.getProperty("gatehouse.survival", "some");

	/**
	 * Of writes, for "some": each takes a start of a portal. By night it is all of them.
	 */
	private static final int EVERY = 40;

	private final Watch watch = new Watch();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Aftermath aftermath;

	@Autowired
	Proof proof;

	private Portals portals;

	private PortalProcess portal;

	private List<String> points = List.of();

	private int killed;

	/** Lets one request through, to know the points. */
	@BeforeAll
	void learnPoints() {
		this.portals = new Portals(this.stage, this.watch);
		this.portal = this.portals.start(1, Map.of()).up();
		this.watch.reset();
		ServiceRequest request = ask("learn");
		this.journey.approve(request, "olga");
		this.journey.await(request, RequestState.SUCCEEDED);
		this.proof.madeOnce(request, "learn", "api");
		this.points = this.watch.passed();
		System.out.println(this.points.size() + " points");
	}

	@AfterAll
	void stop() {
		this.aftermath.holds();
		Report.held("kill -9 between and inside writes", this.killed + " of " + this.points.size() + " points", "");
		this.portal.close();
		this.portals.close();
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("chosen")
	void carriesOutOnceHoweverItWasCutOff(int index, String point) {
		revive();
		String team = "cut" + index;
		ServiceRequest request = ask(team);
		this.watch.kill(this.portal, index);
		this.journey.approve(request, "olga");
		String killedAt = this.journey.until(this.watch::killedAt, (at) -> at != null);
		Instant killed = Instant.now();
		this.portal.close();
		// Kept before it is up: one that never comes up is closed by the next.
		this.portal = this.portals.start(1, Map.of());
		this.portal.up();
		this.journey.await(request, RequestState.SUCCEEDED);
		this.killed++;
		System.out.printf("killed at %3d  %-80s carried out %5.1f s later%n", index, point,
				Duration.between(killed, Instant.now()).toMillis() / 1000.0);
		this.proof.madeOnce(request, team, "api");
		assertThat(general(killedAt, team)).isEqualTo(point);
	}

	/** Where the point before this one failed, its portal may be half up, or dead. */
	private void revive() {
		if (this.portal.status("/actuator/health/liveness") != 200) {
			this.portal.close();
			this.portal = this.portals.start(1, Map.of());
			this.portal.up();
		}
	}

	private ServiceRequest ask(String team) {
		return this.journey.ask("dana", "project", "team=" + team, "name=api", "size=SMALL");
	}

	Stream<Arguments> chosen() {
		Set<String> kinds = new HashSet<>();
		Map<String, Integer> writes = new HashMap<>();
		return IntStream.range(0, this.points.size()).filter((index) -> switch (CHOICE) {
			case "full" -> true;
			case "some" -> chosen(this.points.get(index), kinds, writes);
			default -> between(index, CHOICE.split("-"));
		}).mapToObj((index) -> Arguments.of(index, general(this.points.get(index), "learn")));
	}

	private static boolean between(int index, String[] ends) {
		return index >= Integer.parseInt(ends[0]) && index <= Integer.parseInt(ends[ends.length - 1]);
	}

	/** The first of each kind of milestone; of writes some, before and after. */
	private static boolean chosen(String point, Set<String> kinds, Map<String, Integer> writes) {
		String kind = point.split(" ")[0];
		return switch (kind) {
			case "before", "after" ->
				writes.merge("write", 1, Integer::sum) % EVERY == (kind.equals("before") ? 1 : 4) % EVERY;
			default -> kinds.add(kind);
		};
	}

	/** The point without what differs from one project to the next. */
	private static String general(String point, String team) {
		return point.replace(team, "*").replaceAll("/\\d+", "/#");
	}

}
