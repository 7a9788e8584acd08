package io.gatehouse.ban.feed;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.ban.feed.Feeds.Standing;
import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** That feeds are read by themselves, as they are configured. */
@OnStage
class FeedRoundTests {

	private static final FeedServer SERVER = FeedServer.start();

	private static final FeedServer AWAY = FeedServer.start();

	private static final FeedServer CROWDSEC = FeedServer.start();

	@Autowired
	Feeds feeds;

	@Autowired
	Bans bans;

	@Autowired
	Journey journey;

	@Value("${gatehouse.url}")
	URI portal;

	@DynamicPropertySource
	static void feeds(DynamicPropertyRegistry registry) {
		SERVER.answers(FeedServer.addresses("198.18", 150));
		CROWDSEC.answers("""
				{"new":[{"duration":"10s","value":"203.0.113.7","scope":"Ip","type":"ban"},
				{"duration":"1h","value":"203.0.113.9","scope":"Ip","type":"ban"}],"deleted":null}""");
		AWAY.answers(503, "", Map.of());
		String prefix = "gatehouse.bans.feeds.";
		registry.add(prefix + "scanners.url", SERVER::url);
		registry.add(prefix + "scanners.every", () -> "5s");
		registry.add(prefix + "scanners.scope", () -> "ingress");
		registry.add(prefix + "away.url", AWAY::url);
		registry.add(prefix + "away.every", () -> "5s");
		registry.add(prefix + "off.url", SERVER::url);
		registry.add(prefix + "off.enabled", () -> "false");
		registry.add(prefix + "crowdsec.url", CROWDSEC::url);
		registry.add(prefix + "crowdsec.format", () -> "crowdsec");
		registry.add(prefix + "crowdsec.api-key", () -> "s3cr3t");
	}

	@AfterAll
	static void stop() {
		SERVER.close();
		AWAY.close();
		CROWDSEC.close();
	}

	@Test
	void readsWhatIsDueAndTakesWhatOpsAccept() {
		await("scanners", FeedState.READING);
		await("away", FeedState.FAILED);
		assertThat(this.bans.find("feed scanners ingress").orElseThrow().scope()).isEqualTo(Scope.INGRESS);
		Instant first = this.feeds.find("scanners").orElseThrow().readAt();
		SERVER.answers(FeedServer.addresses("198.19", 600));
		Standing stopped = await("scanners", FeedState.STOPPED);
		assertThat(stopped.readAt()).isAfterOrEqualTo(first);
		assertThat(stopped.candidateEntries()).isEqualTo(600);
		assertThat(this.feeds.held("scanners", stopped.candidate()).orElseThrow()).satisfies((held) -> {
			assertThat(held.all().v4().size()).isEqualTo(600);
			assertThat(held.added()).isEqualTo(held.all());
			assertThat(held.gone().v4().size()).isEqualTo(150);
			assertThat(held.kept()).isEmpty();
		});
		assertThat(this.feeds.matters()).extracting((matter) -> matter.words().key()).contains("ban.feed.grown");
		Browser browser = new Browser(this.portal);
		browser.signIn("olga");
		assertThat(browser.get("/").body()).contains("Feed scanners", "The feed has grown from 150 to 600 entries");
		assertThat(browser.get("/bans/feeds").body()).contains(SERVER.url().replaceAll("(//[^/]*)/.*", "$1"),
				"5 seconds", "Look at what is held back");
		assertThat(browser.get("/bans/feeds/scanners/candidate?digest=" + stopped.candidate()).body())
			.contains("600 networks more, 150 fewer; 600 networks in all.", "and 580 more");
		assertThat(this.feeds.accept("scanners", stopped.candidate(), "olga")).isTrue();
		await("scanners", FeedState.READING);
		assertThat(this.bans.find("feed scanners ingress").orElseThrow().entries()).isEqualTo(600);
		assertThat(this.feeds.accept("nobody", stopped.candidate(), "olga")).isFalse();
		assertThat(this.feeds.all()).extracting(Standing::name).containsExactly("away", "crowdsec", "off", "scanners");
		assertThat(this.feeds.find("off").orElseThrow().state()).isNull();
	}

	@Test
	void asksLessOftenWhileAServerIsAway() {
		this.journey.until(AWAY::times, (times) -> times > 2);
		assertThat(AWAY.pauseAfter(1)).as("after 5 seconds, and then after 10")
			.isGreaterThanOrEqualTo(Duration.ofSeconds(9));
	}

	@Test
	void endsDecisionsByThemselves() {
		await("crowdsec", FeedState.READING);
		this.journey.until(() -> this.bans.find("feed crowdsec everywhere").orElseThrow(), (ban) -> ban.entries() == 1);
		assertThat(this.feeds.find("crowdsec").orElseThrow().entries()).isEqualTo(1);
		assertThat(CROWDSEC.times()).isEqualTo(1);
	}

	private Standing await(String name, FeedState state) {
		return this.journey.until(() -> this.feeds.find(name).orElseThrow(),
				(standing) -> standing.state() == state && (standing.readAt() != null || standing.message() != null));
	}

}
