package io.gatehouse.ban.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.ban.feed.Candidate.Left;
import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.feed.FeedRows.Row;
import io.gatehouse.ban.list.BanNames;
import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.Bans.Ban;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** From a server somewhere to what is banned, and what is not. */
@OnStage
class FeedJourneyTests {

	private static final String NONE = "{\"new\":null,\"deleted\":null}";

	private final FeedServer server = FeedServer.start();

	@Autowired
	FeedReader reader;

	@Autowired
	FeedBook book;

	@Autowired
	FeedRows rows;

	@Autowired
	Bans bans;

	@Autowired
	Protection protection;

	@Autowired
	Journey journey;

	@Autowired
	Stage stage;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ListRefresh refresh;

	@Autowired
	Clock clock;

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void bansWhatIsListed() {
		this.server.answers("203.0.113.7", "203.0.113.64/26", "nonsense", "203.0.113.9-203.0.113.10", "2001:db8::/40",
				"203.0.113.20", "203.0.113.22", "203.0.113.24", "203.0.113.26", "203.0.113.28");
		Feed feed = feed("scope=hosts/listed", "reason=known scanners");
		this.reader.read("listed", feed);
		assertThat(banned("listed", feed)).contains("203.0.113.7", "203.0.113.64/26", "203.0.113.9", "203.0.113.10",
				"2001:db8::/40");
		Ban ban = ban("listed", feed).orElseThrow();
		assertThat(ban.source()).isEqualTo(Bans.Source.FEED);
		assertThat(ban.reason()).isEqualTo("known scanners");
		assertThat(ban.endsAt()).isBetween(Instant.now().plus(Duration.ofHours(23)),
				Instant.now().plus(Duration.ofHours(24)));
		assertThat(row("listed")).satisfies((row) -> {
			assertThat(row.state()).isEqualTo(FeedState.READING);
			assertThat(row.entries()).isEqualTo(9);
			assertThat(row.left().unreadable()).isEqualTo(1);
			assertThat(row.nextAt()).isAfter(Instant.now().plus(Duration.ofMinutes(14)));
		});
	}

	@Test
	void endsWhatVanishes() {
		Feed feed = feed("scope=hosts/vanishes");
		this.server.answers("203.0.113.1", "203.0.113.3", "203.0.113.5");
		this.reader.read("vanishes", feed);
		this.server.answers("203.0.113.1", "203.0.113.3");
		this.reader.read("vanishes", feed);
		assertThat(banned("vanishes", feed)).containsExactly("203.0.113.1", "203.0.113.3");
	}

	@Test
	void extendsWhatIsUnchangedWithoutTellingAnybody() {
		Feed feed = feed("scope=hosts/unchanged");
		this.server.answers("203.0.113.1", "203.0.113.3");
		this.reader.read("unchanged", feed);
		Ban before = ban("unchanged", feed).orElseThrow();
		long told = this.bans.lastChangeOf(before.id());
		this.server.answers("# turned round", "203.0.113.3", "203.0.113.1");
		this.reader.read("unchanged", feed);
		Ban after = ban("unchanged", feed).orElseThrow();
		assertThat(after.id()).isEqualTo(before.id());
		assertThat(after.endsAt()).isAfter(before.endsAt());
		assertThat(this.bans.lastChangeOf(before.id())).isEqualTo(told);
	}

	@Test
	void asksOnlyForWhatIsNew() {
		Feed feed = feed("scope=hosts/etag");
		this.server.answers(200, "203.0.113.1", Map.of("ETag", "\"one\""));
		this.reader.read("etag", feed);
		Ban before = ban("etag", feed).orElseThrow();
		// It would be another list, but the server says that it is the same.
		this.server.answers(200, "203.0.113.2", Map.of("ETag", "\"one\""));
		this.reader.read("etag", feed);
		assertThat(banned("etag", feed)).containsExactly("203.0.113.1");
		assertThat(ban("etag", feed).orElseThrow().endsAt()).isAfter(before.endsAt());
		assertThat(row("etag").readAt()).isAfter(before.since());
		this.server.answers(200, "203.0.113.2", Map.of("ETag", "\"two\""));
		this.reader.read("etag", feed);
		assertThat(banned("etag", feed)).containsExactly("203.0.113.2");
	}

	@Test
	void readsAllAgainWhereTheBanHasEndedMeanwhile() {
		Feed feed = feed("scope=hosts/again");
		this.server.answers(200, "203.0.113.1", Map.of("ETag", "\"one\""));
		this.reader.read("again", feed);
		this.stage.sql("update ban set ends_at = now() - interval '1 minute' where scope = 'hosts/again'");
		this.book.tidy();
		assertThat(ban("again", feed)).isEmpty();
		this.reader.read("again", feed);
		assertThat(row("again").nextAt()).isBefore(Instant.now().plusSeconds(1));
		this.reader.read("again", feed);
		assertThat(banned("again", feed)).containsExactly("203.0.113.1");
	}

	@Test
	void bansElsewhereWhereItIsToldSo() {
		this.server.answers(200, "203.0.113.1", Map.of("ETag", "\"one\""));
		Feed before = feed("scope=hosts/here");
		this.reader.read("moves", before);
		Feed after = feed("scope=hosts/there");
		this.reader.read("moves", after);
		this.reader.read("moves", after);
		assertThat(ban("moves", before)).isEmpty();
		assertThat(banned("moves", after)).containsExactly("203.0.113.1");
	}

	@ParameterizedTest
	@CsvSource({ "emptied, 150, 0, ban.feed.emptied", "grown, 150, 301, ban.feed.grown",
			"dropped, 150, 74, ban.feed.dropped", "gone, 1, 0, ban.feed.emptied" })
	void stopsWhereTheSizeLooksWrong(String name, int before, int after, String words) {
		Feed feed = feed("scope=hosts/" + name);
		this.server.answers(FeedServer.addresses("198.18", before));
		this.reader.read(name, feed);
		Ban ban = ban(name, feed).orElseThrow();
		this.server.answers(FeedServer.addresses("198.18", after));
		this.reader.read(name, feed);
		this.reader.read(name, feed);
		assertStopped(name, words);
		assertThat(ban(name, feed)).contains(ban);
		assertThat(attention(name)).containsExactly("ATTENTION_NEEDED ~gatehouse");
		this.server.answers(FeedServer.addresses("198.18", before));
		this.reader.read(name, feed);
		assertThat(row(name).state()).isEqualTo(FeedState.READING);
		assertThat(row(name).candidate()).isNull();
		assertThat(attention(name)).containsExactly("ATTENTION_NEEDED ~gatehouse", "ATTENTION_OVER ~gatehouse");
	}

	@ParameterizedTest
	@CsvSource({ "few, 90, 250", "doubled, 150, 300", "halved, 150, 75" })
	void takesWhatIsWithinTheLimits(String name, int before, int after) {
		Feed feed = feed("scope=hosts/" + name);
		this.server.answers(FeedServer.addresses("198.18", before));
		this.reader.read(name, feed);
		this.server.answers(FeedServer.addresses("198.18", after));
		this.reader.read(name, feed);
		assertThat(row(name).state()).isEqualTo(FeedState.READING);
		assertThat(row(name).entries()).isEqualTo(after);
	}

	@Test
	void stopsWhatListsSomethingProtected() {
		this.protection.put(Network.parse("192.0.2.192/28"), "platform", "load balancers");
		Feed feed = feed("scope=hosts/protected");
		this.server.answers("203.0.113.1", "192.0.2.200");
		this.reader.read("protected", feed);
		assertStopped("protected", "ban.feed.protected");
		assertThat(row("protected").message().arguments()).containsExactly("192.0.2.192/28", "platform", "0");
		assertThat(ban("protected", feed)).isEmpty();
	}

	/** However few its entries are, and also where it is read for the first time. */
	@Test
	void stopsWhatCoversALargePartOfTheInternet() {
		Feed feed = feed("scope=hosts/covers", "max-addresses=131072");
		this.server.answers("11.0.0.0/16", "12.0.0.0/16", "2001:db8::/48");
		this.reader.read("covers", feed);
		assertStopped("covers", "ban.feed.reaches");
		assertThat(row("covers").candidate()).as("ops may accept it").isNotNull();
		this.server.answers("11.0.0.0/16", "12.0.0.0/17", "2001:db8::/48");
		this.reader.read("covers", feed);
		assertThat(row("covers").state()).isEqualTo(FeedState.READING);
	}

	@Test
	void goesOnWithoutWhatNobodyOutsideHas() {
		Feed feed = feed("scope=hosts/skips");
		this.server.answers("203.0.113.1", "127.0.0.1", "192.168.0.0/16");
		this.reader.read("skips", feed);
		assertThat(banned("skips", feed)).containsExactly("203.0.113.1");
		assertThat(row("skips").state()).isEqualTo(FeedState.READING);
		assertThat(row("skips").left()).isEqualTo(new Left(0, 2));
	}

	@Test
	void stopsWhatCannotBeBannedAtAll() {
		this.server.answers("203.0.113.1", "11.0.0.0/8");
		this.reader.read("wide", feed("scope=hosts/wide"));
		assertStopped("wide", "ban.feed.too-wide");
		assertThat(row("wide").candidate()).isNull();
		this.server.answers(FeedServer.addresses("198.18", 11));
		this.reader.read("many", feed("scope=hosts/many", "max-entries=10"));
		assertStopped("many", "ban.feed.too-many");
		// A line each, of which each is thirty networks.
		this.server.answers(IntStream.range(0, 100)
			.mapToObj((index) -> "11." + index + ".0.1-11." + index + ".255.254")
			.toArray(String[]::new));
		this.reader.read("ranges", feed("scope=hosts/ranges", "max-entries=2999"));
		assertStopped("ranges", "ban.feed.too-many");
		assertThat(row("ranges").candidate()).isNull();
		this.reader.read("fit", feed("scope=hosts/fit", "max-entries=3000"));
		assertThat(row("fit").state()).isEqualTo(FeedState.READING);
		this.reader.read("large", feed("scope=hosts/large", "max-size=100B"));
		assertStopped("large", "ban.feed.too-large");
		assertThat(row("large").candidate()).isNull();
	}

	@Test
	void stopsWhatCannotBeRead() {
		this.server.answers("<html>", "<p>Sign in", "</html>", "203.0.113.1");
		this.reader.read("page", feed("scope=hosts/page"));
		assertStopped("page", "ban.feed.unreadable");
		this.reader.read("no-json", feed("scope=hosts/no-json", "format=json"));
		assertStopped("no-json", "ban.feed.no-json");
	}

	@Test
	void keepsWhatIsBannedWhileTheServerIsAway() {
		Feed feed = feed("scope=hosts/away");
		this.server.answers("203.0.113.1");
		this.reader.read("away", feed);
		Ban ban = ban("away", feed).orElseThrow();
		this.server.answers(503, "", Map.of());
		this.reader.read("away", feed);
		this.reader.read("away", feed);
		assertThat(row("away")).satisfies((row) -> {
			assertThat(row.state()).isEqualTo(FeedState.FAILED);
			assertThat(row.message().key()).isEqualTo("feed.failing");
			assertThat(row.failures()).isEqualTo(2);
			assertThat(row.nextAt()).isBetween(Instant.now().plus(Duration.ofMinutes(29)),
					Instant.now().plus(Duration.ofMinutes(31)));
		});
		assertThat(ban("away", feed)).contains(ban);
		assertThat(attention("away")).isEmpty();
		this.stage.sql("update ban_feed set read_at = now() - interval '13 hours' where name = 'away'");
		this.reader.read("away", feed);
		this.reader.read("away", feed);
		assertThat(attention("away")).containsExactly("ATTENTION_NEEDED ~gatehouse");
		this.server.answers("203.0.113.1");
		this.reader.read("away", feed);
		assertThat(row("away").failures()).isZero();
		assertThat(attention("away")).containsExactly("ATTENTION_NEEDED ~gatehouse", "ATTENTION_OVER ~gatehouse");
	}

	@Test
	void waitsAsLongAsTheServerAsks() {
		this.server.answers(429, "", Map.of("Retry-After", "7200"));
		this.reader.read("busy", feed("scope=hosts/busy"));
		assertThat(row("busy").nextAt()).isBetween(Instant.now().plus(Duration.ofMinutes(119)),
				Instant.now().plus(Duration.ofMinutes(121)));
	}

	@Test
	void tellsSoonWhereOnlyAPersonCanHelp() {
		this.server.answers(401, "", Map.of());
		Feed feed = feed("scope=hosts/key");
		IntStream.range(0, 4).forEach((index) -> this.reader.read("key", feed));
		assertThat(attention("key")).containsExactly("ATTENTION_NEEDED ~gatehouse");
		assertThat(row("key").message().key()).isEqualTo("feed.key-refused");
	}

	@Test
	void bansWhatOpsAccept() {
		Feed feed = feed("scope=hosts/accepted");
		this.server.answers(FeedServer.addresses("198.18", 150));
		this.reader.read("accepted", feed);
		this.server.answers(FeedServer.addresses("198.19", 400));
		this.reader.read("accepted", feed);
		String candidate = row("accepted").candidate();
		assertThat(row("accepted").candidateEntries()).isEqualTo(400);
		assertThat(this.book.accept("accepted", feed, "another", "olga")).isFalse();
		assertThat(this.book.accept("accepted", feed, candidate, "olga")).isTrue();
		assertThat(this.book.accept("accepted", feed, candidate, "oscar")).isFalse();
		assertThat(banned("accepted", feed)).contains("198.19.1.148").doesNotContain("198.18.0.8");
		assertThat(attention("accepted")).containsExactly("ATTENTION_NEEDED ~gatehouse", "ATTENTION_OVER olga");
		this.reader.read("accepted", feed);
		assertThat(row("accepted").state()).isEqualTo(FeedState.READING);
		assertThat(row("accepted").entries()).isEqualTo(400);
	}

	@Test
	void endsTheBanWhereOpsAcceptThatAFeedIsEmpty() {
		Feed feed = feed("scope=hosts/nothing");
		this.server.answers("203.0.113.1");
		this.reader.read("nothing", feed);
		this.server.answers("# nothing today");
		this.reader.read("nothing", feed);
		assertThat(this.book.accept("nothing", feed, row("nothing").candidate(), "olga")).isTrue();
		assertThat(ban("nothing", feed)).isEmpty();
		this.reader.read("nothing", feed);
		assertThat(row("nothing").state()).isEqualTo(FeedState.READING);
		this.server.answers("203.0.113.3");
		this.reader.read("nothing", feed);
		assertThat(banned("nothing", feed)).containsExactly("203.0.113.3");
		this.server.answers("# nothing at all");
		this.reader.read("nothing", feed);
		assertStopped("nothing", "ban.feed.emptied");
		assertThat(banned("nothing", feed)).as("accepted once is not accepted for good").containsExactly("203.0.113.3");
	}

	@Test
	void asksAgainWhereWhatWasAcceptedComesFromElsewhere() {
		this.protection.put(Network.parse("192.0.2.224/29"), "platform", "vpn");
		Feed feed = feed("scope=hosts/elsewhere");
		this.server.answers("203.0.113.1", "192.0.2.225");
		this.reader.read("elsewhere", feed);
		this.book.accept("elsewhere", feed, row("elsewhere").candidate(), "olga");
		this.reader.read("elsewhere", feed("scope=hosts/elsewhere", "url=" + this.server.url() + "2"));
		assertStopped("elsewhere", "ban.feed.protected");
	}

	@Test
	void stopsWhatWasAcceptedWhereItMayNotBeBannedAnyMore() {
		Feed feed = feed("scope=hosts/fewer");
		this.server.answers(FeedServer.addresses("198.18", 150));
		this.reader.read("fewer", feed);
		this.server.answers(FeedServer.addresses("198.19", 400));
		this.reader.read("fewer", feed);
		this.book.accept("fewer", feed, row("fewer").candidate(), "olga");
		this.reader.read("fewer", feed("scope=hosts/fewer", "max-entries=300"));
		assertStopped("fewer", "ban.feed.too-many");
	}

	@Test
	void acceptsWhatListsSomethingProtectedUntilItChanges() {
		this.protection.put(Network.parse("192.0.2.240/29"), "platform", "office");
		Feed feed = feed("scope=hosts/tolerated");
		this.server.answers("203.0.113.1", "192.0.2.241");
		this.reader.read("tolerated", feed);
		this.book.accept("tolerated", feed, row("tolerated").candidate(), "olga");
		this.reader.read("tolerated", feed);
		assertThat(row("tolerated").state()).isEqualTo(FeedState.READING);
		this.server.answers("203.0.113.1", "203.0.113.3", "192.0.2.241");
		this.reader.read("tolerated", feed);
		assertStopped("tolerated", "ban.feed.protected");
	}

	@Test
	void endsAtOnceWhereItIsSwitchedOff() {
		Feed feed = feed("scope=hosts/off");
		this.server.answers("203.0.113.1");
		this.reader.read("off", feed);
		assertThat(this.book.end("off")).isTrue();
		assertThat(ban("off", feed)).isEmpty();
		assertThat(this.rows.find("off")).isEmpty();
		assertThat(this.book.end("off")).isFalse();
	}

	@Test
	void leavesAsideWhatCameOfAnEarlierRead() {
		Feed feed = feed("scope=hosts/late");
		this.server.answers("203.0.113.1");
		this.reader.read("late", feed);
		long turn = row("late").turn();
		this.server.answers("203.0.113.3");
		this.reader.read("late", feed);
		Candidate old = Candidate.of(AddressSet.of(List.of(Network.parse("203.0.113.1"))), 1, Left.NOTHING, null, 1);
		assertThat(this.book.listed("late", feed, turn, old, null, null)).isFalse();
		assertThat(banned("late", feed)).containsExactly("203.0.113.3");
	}

	@Test
	void followsCrowdsec() {
		Feed feed = crowdsec("follows");
		this.server.answers(stream(List.of(decision("203.0.113.7", "1h"), decision("203.0.113.9", "1h"),
				decision("198.51.100.0/25", "1h")), List.of()));
		this.reader.read("follows", feed);
		assertThat(this.server.lastAsked()).isEqualTo("/list/v1/decisions/stream?startup=true s3cr3t");
		assertThat(banned("follows", feed)).containsExactly("198.51.100.0/25", "203.0.113.7", "203.0.113.9");
		this.server.answers(stream(List.of(decision("203.0.113.11", "1h"), decision("203.0.113.9", "2h")),
				List.of(decision("203.0.113.7", "-1m"), decision("203.0.113.9", "-1s"))));
		this.reader.read("follows", feed);
		assertThat(this.server.lastAsked()).isEqualTo("/list/v1/decisions/stream?startup=false s3cr3t");
		assertThat(banned("follows", feed)).containsExactly("198.51.100.0/25", "203.0.113.9", "203.0.113.11");
		Ban before = ban("follows", feed).orElseThrow();
		this.server.answers(NONE);
		this.reader.read("follows", feed);
		assertThat(ban("follows", feed).orElseThrow().id()).isEqualTo(before.id());
		assertThat(ban("follows", feed).orElseThrow().endsAt()).isAfter(before.endsAt());
	}

	@Test
	void letsAPersonTakeTheOnlyDecisionBack() {
		Feed feed = crowdsec("only");
		this.server.answers(stream(List.of(decision("203.0.113.7", "1h")), List.of()));
		this.reader.read("only", feed);
		this.server.answers(stream(List.of(), List.of(decision("203.0.113.7", "-1s"))));
		this.reader.read("only", feed);
		assertThat(row("only").state()).isEqualTo(FeedState.READING);
		assertThat(ban("only", feed)).isEmpty();
	}

	@Test
	void asksForAllDecisionsWhereInDoubt() {
		Feed feed = crowdsec("doubt");
		this.server.answers(NONE);
		this.reader.read("doubt", feed);
		this.server.answers(0, stream(List.of(decision("203.0.113.7", "1h")), List.of()), Map.of());
		this.reader.read("doubt", feed);
		assertThat(this.server.lastAsked()).contains("startup=false");
		assertThat(row("doubt").state()).isEqualTo(FeedState.FAILED);
		// Nobody knows whether the server thinks that they were told.
		this.server.answers(stream(List.of(decision("203.0.113.7", "1h")), List.of()));
		this.reader.read("doubt", feed);
		assertThat(this.server.lastAsked()).contains("startup=true");
		assertThat(banned("doubt", feed)).containsExactly("203.0.113.7");
	}

	@Test
	void goesOnWithDecisionsAfterARestart() {
		Feed feed = crowdsec("restart");
		this.server.answers(stream(List.of(decision("203.0.113.7", "1h")), List.of()));
		this.reader.read("restart", feed);
		// A portal begins a read and dies.
		this.rows.begin("restart", feed, Instant.now());
		this.server.answers(stream(List.of(decision("203.0.113.9", "1h")), List.of()));
		this.reader.read("restart", feed);
		assertThat(this.server.lastAsked()).contains("startup=true");
		assertThat(banned("restart", feed)).containsExactly("203.0.113.9");
	}

	@Test
	void letsDecisionsEndWhileCrowdsecIsAway() {
		Feed feed = crowdsec("ends");
		this.server.answers(stream(List.of(decision("203.0.113.7", "1.5s"), decision("203.0.113.9", "1h")), List.of()));
		this.reader.read("ends", feed);
		assertThat(banned("ends", feed)).contains("203.0.113.7");
		this.server.answers(503, "", Map.of());
		this.reader.read("ends", feed);
		Ban before = ban("ends", feed).orElseThrow();
		assertThat(this.journey.until(() -> this.book.expire("ends", feed), (ended) -> ended)).isTrue();
		assertThat(banned("ends", feed)).containsExactly("203.0.113.9");
		assertThat(ban("ends", feed).orElseThrow().endsAt()).isEqualTo(before.endsAt());
		this.server.answers(stream(List.of(decision("203.0.113.9", "1h")), List.of()));
		this.reader.read("ends", feed);
		assertThat(banned("ends", feed)).containsExactly("203.0.113.9");
	}

	@Test
	void endsADecisionWithoutTouchingTheOthers() {
		Feed feed = crowdsec("untouched");
		List<String> kept = List.of(decision("203.0.113.9", "1h"), decision("203.0.113.20", "1h"));
		this.server.answers(
				stream(Stream.concat(Stream.of(decision("203.0.113.8", "1.5s")), kept.stream()).toList(), List.of()));
		this.reader.read("untouched", feed);
		Ban before = ban("untouched", feed).orElseThrow();
		assertThat(banned("untouched", feed)).containsExactly("203.0.113.8/31", "203.0.113.20");
		String written = writtenBy(before, "203.0.113.20");
		long told = this.bans.lastChangeOf(before.id());
		this.journey.until(() -> this.book.expire("untouched", feed), (ended) -> ended);
		assertThat(banned("untouched", feed)).containsExactly("203.0.113.9", "203.0.113.20");
		Ban after = ban("untouched", feed).orElseThrow();
		assertThat(after.id()).isEqualTo(before.id());
		assertThat(after.entries()).isEqualTo(2);
		assertThat(after.digest()).isEqualTo(row("untouched").digest()).isNotEqualTo(before.digest());
		assertThat(writtenBy(after, "203.0.113.20")).isEqualTo(written);
		assertThat(this.bans.lastChangeOf(after.id())).as("lists are told").isGreaterThan(told);
		assertThat(this.book.expire("untouched", feed)).isFalse();
	}

	/** The transaction that wrote an entry. */
	private String writtenBy(Ban ban, String network) {
		return this.jdbc.sql("select xmin::text from ban_entry where ban_id = ? and network = ?::inet")
			.params(ban.id(), network)
			.query(String.class)
			.single();
	}

	@Test
	void readsOthersAndEndsDecisionsWhileAServerIsSlow() throws InterruptedException {
		try (FeedServer slow = FeedServer.start()) {
			slow.holds();
			this.server
				.answers(stream(List.of(decision("203.0.113.7", "1.5s"), decision("203.0.113.9", "1h")), List.of()));
			FeedRound round = new FeedRound(new FeedProperties(Map.of("slow",
					FeedPropertiesTests.feed("url=" + slow.url(), "scope=hosts/slow"), "quick", crowdsec("quick"))),
					this.rows, this.book, this.reader, this.refresh, this.clock);
			round.now();
			this.journey.until(slow::times, (times) -> times == 1);
			this.journey.until(() -> this.rows.find("quick"),
					(quick) -> quick.filter((row) -> row.entries() == 2).isPresent());
			this.journey.until(() -> {
				round.now();
				return row("quick").entries();
			}, (entries) -> entries == 1);
			this.rows.due("quick", Instant.now());
			round.now();
			this.journey.until(this.server::times, (times) -> times == 2);
			assertThat(row("slow").message()).as("the slow one is still being read").isNull();
			assertThat(slow.times()).isEqualTo(1);
			round.stop();
			assertThat(row("slow").failures()).as("to be cut off is no fault of the feed").isZero();
			assertThat(row("slow").message()).isNull();
		}
	}

	@Test
	void tellsNobodyWhereARangeGoesOnThatCoversWhatHasEnded() {
		Feed feed = crowdsec("covered");
		this.server
			.answers(stream(List.of(decision("203.0.113.8", "1.5s"), decision("203.0.113.0/28", "1h")), List.of()));
		this.reader.read("covered", feed);
		long told = this.bans.lastChangeOf(ban("covered", feed).orElseThrow().id());
		this.journey.until(() -> {
			this.book.expire("covered", feed);
			return row("covered").entries();
		}, (entries) -> entries == 1);
		assertThat(banned("covered", feed)).containsExactly("203.0.113.0/28");
		assertThat(this.bans.lastChangeOf(ban("covered", feed).orElseThrow().id())).isEqualTo(told);
	}

	@Test
	void stopsWhereCrowdsecForgetsNearlyAll() {
		Feed feed = crowdsec("forgets");
		List<String> many = Stream.of(FeedServer.addresses("198.18", 200)).map((one) -> decision(one, "1h")).toList();
		this.server.answers(stream(many, List.of()));
		this.reader.read("forgets", feed);
		this.server.answers(stream(List.of(), many.subList(0, 150)));
		this.reader.read("forgets", feed);
		assertStopped("forgets", "ban.feed.dropped");
		assertThat(banned("forgets", feed)).hasSizeGreaterThan(100);
		this.server.answers(stream(many.subList(150, 200), List.of()));
		this.reader.read("forgets", feed);
		assertThat(this.server.lastAsked()).contains("startup=true");
		assertThat(this.book.accept("forgets", feed, row("forgets").candidate(), "olga")).isTrue();
		this.reader.read("forgets", feed);
		assertThat(row("forgets").state()).isEqualTo(FeedState.READING);
		assertThat(row("forgets").entries()).isEqualTo(50);
	}

	@Test
	void stopsDecisionsAboutSomethingProtected() {
		this.protection.put(Network.parse("192.0.2.252"), "platform", "gateway");
		this.server.answers(stream(List.of(decision("192.0.2.252", "1h")), List.of()));
		this.reader.read("gateway", crowdsec("gateway"));
		assertStopped("gateway", "ban.feed.protected");
	}

	private Feed feed(String... properties) {
		return FeedPropertiesTests
			.feed(Stream.concat(Stream.of("url=" + this.server.url()), Stream.of(properties)).toArray(String[]::new));
	}

	private Feed crowdsec(String name) {
		return feed("format=crowdsec", "api-key=s3cr3t", "scope=hosts/" + name);
	}

	private static String decision(String value, String duration) {
		String scope = value.contains("/") ? "Range" : "Ip";
		return "{\"id\":1,\"origin\":\"crowdsec\",\"scenario\":\"ssh-bf\",\"type\":\"ban\",\"scope\":\"" + scope
				+ "\",\"value\":\"" + value + "\",\"duration\":\"" + duration + "\"}";
	}

	private static String stream(List<String> added, List<String> deleted) {
		return "{\"new\":" + added.stream().collect(Collectors.joining(",", "[", "]")) + ",\"deleted\":"
				+ deleted.stream().collect(Collectors.joining(",", "[", "]")) + "}";
	}

	private void assertStopped(String name, String words) {
		assertThat(row(name).state()).isEqualTo(FeedState.STOPPED);
		assertThat(row(name).message().key()).isEqualTo(words);
		assertThat(row(name).attention()).isTrue();
	}

	private Row row(String name) {
		return this.rows.find(name).orElseThrow();
	}

	private Optional<Ban> ban(String name, Feed feed) {
		return this.bans.find(BanNames.ofFeed(name, feed.scope().name()));
	}

	private List<String> banned(String name, Feed feed) {
		List<String> networks = new ArrayList<>();
		this.bans.page(ban(name, feed).orElseThrow().id(), null, null, 1000)
			.forEach((network) -> networks.add(Network.parse(network).toString()));
		return networks;
	}

	/** What was told of a feed, and who did it. */
	private List<String> attention(String name) {
		return this.jdbc.sql(
				"select action || ' ' || actor from audit_event where detail ->> 'feed' = ? and action like 'ATTENTION%' "
						+ "order by number")
			.param(name)
			.query(String.class)
			.list();
	}

}
