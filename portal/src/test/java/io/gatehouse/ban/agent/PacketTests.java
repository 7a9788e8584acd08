package io.gatehouse.ban.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose packets a host takes: each test sends real ones, over both ways to drop them. */
@TestInstance(Lifecycle.PER_CLASS)
class PacketTests {

	private static final BanList LIST = BanList
		.of("203.0.113.7", "2001:db8::7", "198.51.100.0/24", "2001:db8:1::/48", "192.0.2.0/24", "2001:db8:2::/48")
		.protect("192.0.2.77", "2001:db8:2::77", "198.51.100.11");

	private static final String[] BANNED = { "203.0.113.7", "2001:db8::7", "198.51.100.10", "192.0.2.78",
			"2001:db8:1::10", "2001:db8:1::11" };

	private HostLab lab;

	private TestPortal portal;

	@BeforeAll
	void open() {
		this.lab = HostLab.open();
	}

	@AfterAll
	void close() {
		if (this.lab != null) {
			this.lab.close();
		}
	}

	@BeforeEach
	void forget() {
		this.lab.forgetRules();
		this.portal = new TestPortal(this.lab.portalAddress());
	}

	@AfterEach
	void end() {
		this.portal.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void dropsTheBannedOnlyAndNeverTheProtected(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(LIST), backend);
		assertThat(this.lab.reachHost()).as("before").isEqualTo(HostLab.allBut());

		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);

		assertThat(this.lab.reachHost()).as("to the host").isEqualTo(HostLab.allBut(BANNED));
		assertThat(this.lab.reachInside()).as("through the host").isEqualTo(HostLab.allBut(BANNED));
		assertThat(this.portal.report()).containsEntry("state", "enforced")
			.containsEntry("version", "1")
			.containsEntry("digest", this.portal.digest())
			.containsEntry("singles", "2")
			.containsEntry("networks", "4")
			.containsEntry("backend", backend);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void followsEveryVersion(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(LIST), backend);
		agent.once();

		this.portal.publish(LIST.with("203.0.113.8", "2001:db8::8").without("203.0.113.7", "192.0.2.0/24"));
		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).as("changed")
			.isEqualTo(HostLab.allBut("203.0.113.8", "2001:db8::8", "2001:db8::7", "198.51.100.10", "2001:db8:1::10",
					"2001:db8:1::11"));

		this.portal.publish(LIST.protect("2001:db8:1::10")).publish(LIST.protect("2001:db8:1::10", "203.0.113.7"));
		assertThat(agent.once()).as("two versions at once").isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).as("others are protected")
			.isEqualTo(HostLab.allBut("2001:db8::7", "198.51.100.10", "198.51.100.11", "192.0.2.77", "192.0.2.78",
					"2001:db8:1::11", "2001:db8:2::77"));

		this.portal.publish(BanList.of("203.0.113.9"));
		this.portal.compact(this.portal.version());
		assertThat(agent.once()).as("a whole list").isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.9"));
		assertThat(this.portal.report()).containsEntry("version", "5").containsEntry("digest", this.portal.digest());
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void bansAgainAfterABootBeforeTheNetworkIsThere(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(LIST), backend);
		agent.once();
		this.portal.publish(LIST.with("203.0.113.8"));
		agent.once();
		this.portal.goAway();
		this.lab.forgetRules();
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut());

		assertThat(agent.exit("restore")).isZero();

		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.8", "203.0.113.7", "2001:db8::7",
				"198.51.100.10", "192.0.2.78", "2001:db8:1::10", "2001:db8:1::11"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void neverBansWhatTheHostItselfAllows(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(LIST), backend).set("ALLOW",
				"203.0.113.0/29 2001:db8:1::10");
		agent.once();
		assertThat(this.lab.reachHost())
			.isEqualTo(HostLab.allBut("2001:db8::7", "198.51.100.10", "192.0.2.78", "2001:db8:1::11"));

		agent.set("ALLOW", "198.51.100.10");
		assertThat(agent.once()).as("another configuration, the same list").isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost())
			.isEqualTo(HostLab.allBut("203.0.113.7", "2001:db8::7", "192.0.2.78", "2001:db8:1::10", "2001:db8:1::11"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void neverCutsItselfOffFromThePortal(String backend) {
		String address = this.lab.portalAddress();
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(BanList.of(address, "203.0.113.7")), backend)
			.set("HOOKS", "input forward output");
		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);

		this.portal.publish(BanList.of(address, "203.0.113.8"));

		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.8"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void dropsWhatIsSentToTheBannedWhereAskedTo(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(LIST), backend);
		String ping = "ping -n -q -c1 -W0.5 %s >/dev/null && echo yes || echo no";
		agent.set("HOOKS", "output").once();

		assertThat(this.lab.onHost(ping.formatted("203.0.113.7"))).isEqualTo("no\n");
		assertThat(this.lab.onHost(ping.formatted("2001:db8:1::10"))).isEqualTo("no\n");
		assertThat(this.lab.onHost(ping.formatted("192.0.2.77"))).as("protected").isEqualTo("yes\n");
		assertThat(HostLab
			.shell("ip netns exec " + this.lab.inside() + " sh -c '" + ping.formatted("198.51.100.10") + "'"))
			.isEqualTo("no\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void cutsConversationsThatAreUnderWay(String backend) throws IOException {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(BanList.of("203.0.113.9")), backend);
		agent.once();
		this.lab.onHost(
				"nft add table inet tracking; nft add chain inet tracking in '{ type filter hook input priority 0; }';"
						+ " nft add rule inet tracking in ct state established counter");
		Path echo = Files.createTempFile(this.lab.folder(), "echo", "");
		this.lab.traffic(this.lab.host(), echo, "echo", "7007");
		HostLab.await("a server", () -> read(echo).contains("ready"));
		Path banned = talk("203.0.113.7");
		Path innocent = talk("203.0.113.8");
		assertThat(this.lab.onHost("conntrack -L -s 203.0.113.7 2>&1")).contains("ESTABLISHED");

		this.portal.publish(BanList.of("203.0.113.9", "203.0.113.7"));
		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);

		long heard = lines(banned);
		long innocentHeard = lines(innocent);
		HostLab.await("the innocent one still talks", () -> lines(innocent) > innocentHeard + 20);
		// One may have been on its way.
		assertThat(lines(banned)).as("answers to the banned one").isLessThanOrEqualTo(heard + 1);
		assertThat(this.lab.onHost("conntrack -L -s 203.0.113.7 2>&1")).doesNotContain("ESTABLISHED");
		assertThat(this.lab.onHost("conntrack -L -s 203.0.113.8 2>&1")).contains("ESTABLISHED");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void bansAsSoonAsThePortalKnows(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(BanList.of("203.0.113.9")), backend).set("WAIT",
				"20");
		Process running = agent.start("run");
		HostLab.await("enforced", () -> "1".equals(this.portal.report().get("version")));

		long published = System.nanoTime();
		this.portal.publish(BanList.of("203.0.113.7"));
		HostLab.await("the next version", () -> "2".equals(this.portal.report().get("version")));

		assertThat(Duration.ofNanos(System.nanoTime() - published)).as("no poll is waited for")
			.isLessThan(Duration.ofSeconds(12));
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.7"));
		HostAgent.stop(running);
		assertThat(this.lab.reachHost()).as("without the agent").isEqualTo(HostLab.allBut("203.0.113.7"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void bansAgainWhenSomebodyElseFlushesTheRules(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(LIST), backend);
		Process running = agent.start("run");
		HostLab.await("enforced", () -> "enforced".equals(this.portal.report().get("state")));

		this.lab.onHost(backend.equals("nft") ? "nft flush ruleset" : "iptables -F; ip6tables -F; iptables -X");

		HostLab.await("enforced again", () -> this.portal.reports().size() > 1);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut(BANNED));
		HostAgent.stop(running);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void leavesNothingOfTheOtherWay(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(LIST), backend.equals("nft") ? "ipset" : "nft");
		agent.once();

		agent.set("BACKEND", backend).once();
		this.portal.publish(BanList.of("203.0.113.9"));
		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);

		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.9"));
	}

	private Path talk(String source) throws IOException {
		Path printed = Files.createTempFile(this.lab.folder(), "talk", "");
		this.lab.traffic(this.lab.out(), printed, "talk", source, HostLab.HOST4, "7007");
		HostLab.await(source + " talks", () -> lines(printed) > 3);
		return printed;
	}

	private static long lines(Path file) {
		return read(file).lines().count();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
