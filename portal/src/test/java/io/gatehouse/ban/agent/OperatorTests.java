package io.gatehouse.ban.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the people of a host can do and need not fear: dry-runs, guards, the way out. */
@TestInstance(Lifecycle.PER_CLASS)
class OperatorTests {

	private static final BanList LIST = BanList.of("203.0.113.7", "198.51.100.0/24");

	private static final String[] BANNED = { "203.0.113.7", "198.51.100.10", "198.51.100.11" };

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
		this.portal = new TestPortal(this.lab.portalAddress()).publish(LIST);
	}

	@AfterEach
	void end() {
		this.portal.close();
	}

	/** A host that drops for one family only does not enforce its list. */
	@ParameterizedTest
	@ValueSource(strings = { "iptables-restore", "ip6tables-restore", "ip6tables -I", "iptables -I" })
	void saysThatItFailsWhereRulesCannotBeSet(String broken) {
		String[] command = broken.split(" ");
		HostAgent agent = new HostAgent(this.lab, this.portal, "ipset").shim(command[0],
				(command.length == 1) ? "exit 1" : "case \" $* \" in *\" %s \"*) exit 1 ;; esac".formatted(command[1]));

		assertThat(agent.once()).isEqualTo(HostAgent.FAILED);
		assertThat(this.portal.report()).containsEntry("state", "failed");

		assertThat(agent.unshim().once()).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut(BANNED));
	}

	@Test
	void saysThatItIsNotFlushedWhereRulesCannotBeTakenAway() {
		HostAgent agent = new HostAgent(this.lab, this.portal, "ipset");
		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);

		agent.shim("iptables", "case \" $* \" in *\" -D \"* | *\" -F \"*) exit 1 ;; esac");
		assertThat(agent.exit("flush")).isNotZero();

		assertThat(agent.unshim().exit("flush")).isZero();
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut());
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void getsOutOfHavingBannedOneself(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal, backend);
		Process running = agent.start("run");
		HostLab.await("enforced", () -> "enforced".equals(this.portal.report().get("state")));

		assertThat(agent.exit("flush")).isZero();
		assertThat(this.lab.reachHost()).as("flushed").isEqualTo(HostLab.allBut());
		this.portal.publish(LIST.with("203.0.113.8"));
		assertThat(agent.once()).isZero();
		assertThat(agent.exit("restore")).isZero();
		assertThat(this.lab.reachHost()).as("until resume, whatever happens").isEqualTo(HostLab.allBut());
		assertThat(this.portal.report()).containsEntry("state", "flushed");

		assertThat(agent.exit("resume")).isZero();
		HostLab.await("the newest list", () -> "2".equals(this.portal.report().get("version")));
		assertThat(this.lab.reachHost())
			.isEqualTo(HostLab.allBut("203.0.113.7", "203.0.113.8", "198.51.100.10", "198.51.100.11"));
		HostAgent.stop(running);
	}

	@Test
	void getsOutWithABrokenConfigurationAndNoPortal() {
		HostAgent agent = new HostAgent(this.lab, this.portal, "nft");
		agent.once();
		this.portal.goAway();
		agent.set("HOOKS", "$(x)").set("URL", "nowhere").set("NONSENSE", "1");

		assertThat(agent.exit("flush")).isZero();

		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut());
	}

	@Test
	void leavesNothingOfItselfWhenFlushed() {
		for (String backend : new String[] { "nft", "ipset" }) {
			HostAgent agent = new HostAgent(this.lab, this.portal, backend);
			agent.once();
			assertThat(agent.exit("flush")).isZero();
		}
		assertThat(this.lab.onHost("nft list ruleset; ipset list -n; iptables -S; ip6tables -S"))
			.doesNotContainIgnoringCase("gatehouse");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void changesNothingInADryRun(String backend) {
		HostAgent agent = new HostAgent(this.lab, this.portal, backend).set("DRY_RUN", "yes");
		Process running = agent.start("run");
		HostLab.await("a dry-run", () -> "dry-run".equals(this.portal.report().get("state")));
		this.portal.publish(LIST.with("203.0.113.8"));
		HostLab.await("another", () -> "2".equals(this.portal.report().get("version")));
		HostAgent.stop(running);

		assertThat(this.portal.report()).containsEntry("state", "dry-run").containsEntry("singles", "2");
		assertThat(this.portal.report().get("message")).startsWith("+1 -0 single, 1 networks");
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut());
		assertThat(this.lab.onHost("nft list ruleset; ipset list -n")).doesNotContainIgnoringCase("gatehouse");
		assertThat(agent.said().lines()).as("each version once")
			.filteredOn((line) -> line.contains("+1 -0 single, 1 networks"))
			.satisfiesExactly((first) -> assertThat(first).startsWith("would apply version 1:"),
					(second) -> assertThat(second).startsWith("would apply version 2:"));

		assertThat(agent.set("DRY_RUN", "no").once()).as("in earnest").isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost())
			.isEqualTo(HostLab.allBut("203.0.113.7", "203.0.113.8", "198.51.100.10", "198.51.100.11"));
	}

	@Test
	void keepsWhatIsEnforcedInADryRun() {
		HostAgent agent = new HostAgent(this.lab, this.portal, "nft");
		agent.once();
		this.portal.publish(LIST.with("203.0.113.8"));

		assertThat(agent.once("--dry-run")).isZero();

		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut(BANNED));
		assertThat(this.portal.report()).containsEntry("state", "dry-run");
	}

	@Test
	void guardsAgainstWideNetworksUnlessTheOperatorAccepts() {
		HostAgent agent = new HostAgent(this.lab, this.portal, "nft");
		agent.once();

		this.portal.publish(BanList.of("198.50.0.0/15", "2001:db0::/30"));
		refuses(agent, "198.50.0.0/15 is wider than allowed here");

		assertThat(agent.once("--accept")).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("198.51.100.10", "198.51.100.11"));
	}

	@Test
	void guardsAgainstAnEmptyListUnlessTheOperatorAccepts() {
		this.portal.publish(LIST.with(crowd(1500)));
		HostAgent agent = new HostAgent(this.lab, this.portal, "nft");
		agent.once();

		this.portal.publish(BanList.EMPTY);
		refuses(agent, "an empty list after one of 1502");

		assertThat(agent.once("--accept")).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut());
	}

	@Test
	void letsTheLastBanOfAShortListEnd() {
		HostAgent agent = new HostAgent(this.lab, this.portal, "nft");
		agent.once();

		this.portal.publish(BanList.EMPTY);

		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut());
	}

	@Test
	void guardsAgainstTooManyAtOnceUnlessTheOperatorAccepts() {
		HostAgent agent = new HostAgent(this.lab, this.portal, "nft").set("MAX_ADDED", "100");
		agent.once();

		this.portal.publish(LIST.with(crowd(101)));
		refuses(agent, "101 added at once");

		assertThat(agent.once("--accept")).isEqualTo(HostAgent.ENFORCED);
	}

	@Test
	void guardsAgainstLosingMuchOfTheListUnlessTheOperatorAccepts() {
		this.portal.publish(LIST.with(crowd(1500)));
		HostAgent agent = new HostAgent(this.lab, this.portal, "nft");
		agent.once();

		this.portal.publish(LIST.with(crowd(700)));
		refuses(agent, "800 of 1502 gone at once");

		assertThat(agent.once("--accept")).isEqualTo(HostAgent.ENFORCED);
		this.portal.publish(LIST);
		assertThat(agent.once()).as("a short list may lose all but one").isEqualTo(HostAgent.ENFORCED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void needsNoMoreThanTheRightToChangeTheNetwork(String backend) throws Exception {
		HostAgent agent = new HostAgent(this.lab, this.portal, backend);
		HostLab.shell(
				"chmod 755 %1$s %1$s/agent*; chmod 644 %2$s/token %2$s/agent.conf; mkdir %3$s; chown 64999:64999 %3$s"
					.formatted(this.lab.folder(), agent.config().getParent(), agent.state()));
		String rights = backend.equals("nft") ? "+net_admin" : "+net_admin,+net_raw";
		Process unprivileged = agent.startAs(
				List.of("setpriv", "--reuid=64999", "--regid=64999", "--clear-groups", "--no-new-privs",
						"--inh-caps=-all," + rights, "--ambient-caps=-all," + rights, "--bounding-set=-all," + rights),
				"once");

		assertThat(HostLab.exit(unprivileged, Duration.ofSeconds(20))).as(agent.said()).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut(BANNED));

		this.portal.publish(LIST.with("203.0.113.8"));
		assertThat(agent.once()).as("root, by hand").isEqualTo(HostAgent.ENFORCED);
		assertThat(HostLab.shell("find " + agent.state() + " -not -user 64999")).as("files of root").isEmpty();
		assertThat(agent.exit("flush")).isZero();
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut());
	}

	@Test
	void tellsWhatItDoes() {
		HostAgent agent = new HostAgent(this.lab, this.portal, "nft");
		agent.once();
		this.lab.reachHost();
		this.portal.publish(LIST.with("203.0.113.8"));
		agent.once();

		assertThat(agent.exit("status")).isZero();

		assertThat(agent.said()).contains("enforced:  yes", "version:   2", "single:    2", "networks:  1")
			.containsPattern("dropped: {3}1 packets, 84 bytes at input4")
			.containsPattern("dropped: {3}2 packets, 168 bytes at networks_saddr4");
	}

	private void refuses(HostAgent agent, String why) {
		assertThat(agent.once()).isEqualTo(HostAgent.REFUSED);
		assertThat(this.portal.report()).containsEntry("state", "refused");
		assertThat(this.portal.report().get("message")).contains(why);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut(BANNED));
	}

	private static List<String> crowd(int size) {
		List<String> crowd = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			crowd.add("11.0.%d.%d".formatted(i / 250, i % 250));
		}
		return crowd;
	}

}
