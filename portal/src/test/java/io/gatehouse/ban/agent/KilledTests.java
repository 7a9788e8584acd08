package io.gatehouse.ban.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * A host whose agent is killed in the middle of it has the old list or the new one, and
 * gets right by itself.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KilledTests {

	private static final BanList BEFORE = crowd().with("203.0.113.7", "203.0.113.8", "198.51.100.0/24", "2001:db8::7");

	private static final BanList AFTER = crowd().with("203.0.113.9", "192.0.2.0/24", "2001:db8::8");

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

	static Stream<Arguments> moments() {
		String load = "case \"$*\" in *-f* | *restore*) %s ;; esac";
		String current = "case \"$*\" in *\"/current \"*) %s ;; esac";
		List<Arguments> moments = new ArrayList<>();
		for (String backend : new String[] { "nft", "ipset" }) {
			moments.add(argumentSet(backend + ": before it is on the disk", backend, "sync", "kill_agent; exit 1"));
			moments.add(
					argumentSet(backend + ": before the load", backend, backend, load.formatted("kill_agent; exit 1")));
			moments.add(argumentSet(backend + ": with the load under way", backend, backend,
					load.formatted("\"$real\" \"$@\" & kill_agent; wait; exit")));
			moments.add(argumentSet(backend + ": with the load, in the middle of it", backend, backend,
					load.formatted("\"$real\" \"$@\" & sleep 0.02; kill -9 $!; kill_agent; exit 1")));
			moments.add(argumentSet(backend + ": after the load", backend, backend,
					load.formatted("\"$real\" \"$@\"; kill_agent; exit")));
			moments.add(argumentSet(backend + ": before it is the current list", backend, "mv",
					current.formatted("kill_agent; exit 1")));
			moments.add(argumentSet(backend + ": when it is the current list", backend, "mv",
					current.formatted("\"$real\" \"$@\"; kill_agent; exit")));
		}
		return moments.stream();
	}

	@ParameterizedTest
	@MethodSource("moments")
	void hasOneListOrTheOther(String backend, String program, String shim) {
		HostAgent agent = new HostAgent(this.lab, this.portal.publish(BEFORE), backend);
		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);
		this.portal.publish(AFTER);

		assertThat(agent.shim(program, shim).once()).as("killed").isEqualTo(128 + 9);

		oneOrTheOther();
		agent.unshim();
		this.portal.goAway();
		assertThat(agent.once()).as("without a portal").isEqualTo(HostAgent.FAILED);
		oneOrTheOther();
		this.lab.forgetRules();
		assertThat(agent.exit("restore")).isZero();
		oneOrTheOther();

		this.portal.comeBack();
		assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost())
			.isEqualTo(HostLab.allBut("203.0.113.9", "192.0.2.77", "192.0.2.78", "2001:db8::8"));
		assertThat(this.portal.report()).containsEntry("version", "2").containsEntry("digest", this.portal.digest());
		assertThat(agent.state().resolve("lists").toFile().list()).hasSize(1);
	}

	/**
	 * At the second look at the latest: a load that outlives the agent may end during the
	 * first.
	 */
	private void oneOrTheOther() {
		Set<Set<String>> lists = Set.of(
				HostLab.allBut("203.0.113.7", "203.0.113.8", "198.51.100.10", "198.51.100.11", "2001:db8::7"),
				HostLab.allBut("203.0.113.9", "192.0.2.77", "192.0.2.78", "2001:db8::8"));
		Set<String> through = this.lab.reachHost();
		assertThat(lists.contains(through) ? through : this.lab.reachHost()).isIn(lists);
	}

	private static BanList crowd() {
		List<String> crowd = new ArrayList<>();
		for (int i = 0; i < 3000; i++) {
			crowd.add("11.0.%d.%d".formatted(i / 250, i % 250));
		}
		return BanList.EMPTY.with(crowd);
	}

}
