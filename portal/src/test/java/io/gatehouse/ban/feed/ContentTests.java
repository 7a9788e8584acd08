package io.gatehouse.ban.feed;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.gatehouse.ban.feed.Content.Decisions;
import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Special;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found in a feed, by its format. */
class ContentTests {

	private final ListReader reader = new ListReader(new Binder(new MapConfigurationPropertySource(Map.of()))
		.bindOrCreate("gatehouse.bans", BanProperties.class));

	@Test
	void readsLines() {
		Candidate candidate = list("""
				\ufeff# a remark
				203.0.113.7
				198.51.100.0/25 ; SBL1
				2001:db8::5 # seen today

				203.0.113.9-203.0.113.10
				nonsense
				""", "format=plain");
		assertThat(networks(candidate)).containsExactly("198.51.100.0/25", "203.0.113.7", "203.0.113.9", "203.0.113.10",
				"2001:db8::5");
		assertThat(candidate.entries()).isEqualTo(4);
		assertThat(candidate.left().unreadable()).isEqualTo(1);
		assertThat(candidate.tooWide()).isNull();
	}

	@Test
	void readsAColumn() {
		Candidate candidate = list("""
				# exported
				"first seen","ip","port"
				"2026-01-01 ""noon\""","203.0.113.7",443
				"2026-01-02, later", 203.0.113.8 ,443
				short
				""", "format=csv", "column=2");
		assertThat(networks(candidate)).containsExactly("203.0.113.7", "203.0.113.8");
		assertThat(candidate.left().unreadable()).isEqualTo(1);
		assertThat(networks(list("1;203.0.113.7\n2;203.0.113.8\n", "format=csv", "column=2", "delimiter=;")))
			.hasSize(2);
		assertThat(networks(list("203.0.113.7\t10\n", "format=csv", "delimiter=\t"))).hasSize(1);
	}

	@Test
	void readsAnArray() {
		Candidate candidate = list("""
				{"data":{"list":[{"ip":"203.0.113.7"},{"ip":"2001:db8::/48"},{"ip":7},{}]}}""", "format=json",
				"pointer=/data/list", "field=ip");
		assertThat(networks(candidate)).containsExactly("203.0.113.7", "2001:db8::/48");
		assertThat(candidate.left().unreadable()).isEqualTo(2);
		assertThat(networks(list("[\"203.0.113.7\"]", "format=json"))).containsExactly("203.0.113.7");
	}

	@Test
	void saysWhereJsonIsNotAsItShouldBe() {
		assertThat(broken("{\"data\":", "format=json")).isEqualTo("ban.feed.no-json");
		assertThat(broken("", "format=json")).isEqualTo("ban.feed.no-array");
		assertThat(broken("{\"data\":{}}", "format=json", "pointer=/data")).isEqualTo("ban.feed.no-array");
		assertThat(broken("{}", "format=json", "pointer=/data/list")).isEqualTo("ban.feed.no-array");
	}

	@Test
	void noticesNetworksThatAreTooWide() {
		assertThat(list("203.0.113.7\n11.0.0.0/15\n", "format=plain").tooWide()).hasToString("11.0.0.0/15");
		assertThat(list("0.0.0.0-255.255.255.255\n", "format=plain").tooWide()).hasToString("0.0.0.0/0");
		// Two next to each other are together wider than any of them.
		assertThat(list("12.0.0.0/16\n12.1.0.0/16\n", "format=plain").tooWide()).isNull();
	}

	@Test
	void countsTheNetworksThatRangesAre() {
		Candidate candidate = list("12.0.0.1-12.0.255.254\n12.0.0.0\n203.0.113.8\n203.0.113.9\n", "format=plain");
		assertThat(candidate.entries()).isEqualTo(4);
		// Up to 12.0.255.255, which is missing, there are sixteen.
		assertThat(candidate.networks()).isEqualTo(16 + 1);
	}

	@Test
	void stopsReadingWhereThereAreTooMany() {
		assertThat(list("203.0.113.1\n".repeat(50), "format=plain", "max-entries=10").entries()).isEqualTo(11);
		assertThat(list("203.0.113.1\n".repeat(50), "format=csv", "max-entries=10").entries()).isEqualTo(11);
		assertThat(list("[" + "\"203.0.113.1\",".repeat(50) + "7]", "format=json", "max-entries=10").entries())
			.isEqualTo(11);
	}

	@Test
	void skipsAndCountsWhatNobodyOutsideHas() {
		String list = "127.0.0.1\n0.0.0.0/8\n10.0.0.0/8\n224.0.0.0/3\nfe80::1\n192.168.255.254-192.169.0.0\n203.0.113.7\n";
		Candidate candidate = list(list, "format=plain");
		assertThat(networks(candidate)).containsExactly("192.169.0.0", "203.0.113.7");
		assertThat(candidate.entries()).isEqualTo(2);
		assertThat(candidate.left()).isEqualTo(new Candidate.Left(0, 6));
		assertThat(candidate.tooWide()).isNull();
		assertThat(networks(list("10.1.2.3\n127.0.0.1\n", "format=plain", "private-addresses=true")))
			.containsExactly("10.1.2.3");
		Decisions decisions = decisions("""
				{"new":[{"duration":"1h","value":"127.0.0.1","scope":"Ip","type":"ban"},
				{"duration":"1h","value":"203.0.113.7","scope":"Ip","type":"ban"}],"deleted":null}""", true);
		assertThat(decisions.added()).containsOnlyKeys(Network.parse("203.0.113.7"));
		assertThat(decisions.left().skipped()).isEqualTo(1);
	}

	@Test
	void countsTheSameSetAsTheSame() {
		String one = list("203.0.113.8\n203.0.113.9\n", "format=plain").digest();
		assertThat(list("203.0.113.9\n# moved\n203.0.113.8\n203.0.113.8\n", "format=plain").digest()).isEqualTo(one);
		assertThat(list("203.0.113.9\n", "format=plain").digest()).isNotEqualTo(one);
	}

	@Test
	void readsDecisions() {
		Decisions decisions = decisions("""
				{"new":[
				{"id":1,"duration":"3h59m","value":"203.0.113.7","scope":"Ip","type":"ban","origin":"crowdsec"},
				{"id":2,"duration":"1h","value":"203.0.113.7","scope":"Ip","type":"ban","origin":"lists"},
				{"id":3,"duration":"10m","value":"198.51.100.0/24","scope":"Range","type":"ban","origin":"cscli"},
				{"id":4,"duration":"10m","value":"FR","scope":"Country","type":"ban","origin":"cscli"},
				{"id":5,"duration":"10m","value":"203.0.113.9","scope":"Ip","type":"captcha","origin":"cscli"},
				{"id":6,"duration":"-10m","value":"203.0.113.10","scope":"Ip","type":"ban","origin":"cscli"},
				{"id":7,"duration":"soon","value":"203.0.113.11","scope":"Ip","type":"ban","origin":"cscli"},
				{"id":8,"duration":"1h","value":"somewhere","scope":"Ip","type":"ban","origin":"cscli"}],
				"deleted":[
				{"id":9,"duration":"-1m","value":"2001:db8::1","scope":"Ip","type":"ban","origin":"cscli"},
				{"id":10,"duration":"-1m","value":"203.0.113.9","scope":"Ip","type":"captcha","origin":"cscli"}]}""",
				false);
		assertThat(decisions.added()).containsOnly(Map.entry(Network.parse("203.0.113.7"), Duration.ofMinutes(239)),
				Map.entry(Network.parse("198.51.100.0/24"), Duration.ofMinutes(10)));
		assertThat(decisions.deleted()).containsExactly(Network.parse("2001:db8::1"));
		assertThat(decisions.left().unreadable()).isEqualTo(2);
	}

	@Test
	void readsListsOfDecisionsThatAreNull() {
		assertThat(decisions("{\"new\":null,\"deleted\":null}", false))
			.isEqualTo(new Decisions(false, Set.of(), Map.of(), Candidate.Left.NOTHING));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null", "", "{\"message\":\"access forbidden\"}", "{\"new\":[]}",
			"{\"new\":7,\"deleted\":[]}", "<html>" })
	void takesNothingElseForDecisions(String answer) {
		assertThat(DecisionReader.read(answer.getBytes(StandardCharsets.UTF_8), true, Special.NEVER))
			.isInstanceOf(Content.Broken.class);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "http://crowdsec:8080", "http://crowdsec:8080/", "http://crowdsec:8080/v1/decisions/stream" })
	void asksForDecisionsWhereTheyAre(String url) {
		assertThat(FeedReader.decisions(URI.create(url), true))
			.hasToString("http://crowdsec:8080/v1/decisions/stream?startup=true");
		assertThat(FeedReader.decisions(URI.create(url + "?origins=cscli"), false))
			.hasToString("http://crowdsec:8080/v1/decisions/stream?origins=cscli&startup=false");
	}

	private static Decisions decisions(String answer, boolean whole) {
		return (Decisions) DecisionReader.read(answer.getBytes(StandardCharsets.UTF_8), whole, Special.NEVER);
	}

	private Candidate list(String body, String... properties) {
		return ((Content.Listed) read(body, properties)).candidate();
	}

	private String broken(String body, String... properties) {
		return ((Content.Broken) read(body, properties)).why().key();
	}

	private Content read(String body, String... properties) {
		String[] all = Stream.concat(Stream.of("url=https://example.org/list"), Stream.of(properties))
			.toArray(String[]::new);
		return this.reader.read(FeedPropertiesTests.feed(all), body.getBytes(StandardCharsets.UTF_8));
	}

	private static List<String> networks(Candidate candidate) {
		List<String> networks = new ArrayList<>();
		candidate.set().networks((network) -> networks.add(network.toString()));
		return networks;
	}

}
