package io.gatehouse.ban.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A list as long as public ones are: more than ipset takes unless it is told, and one
 * change to it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BigListTests {

	private HostLab lab;

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

	@ParameterizedTest
	@ValueSource(strings = { "nft", "ipset" })
	void enforcesAHundredThousandAndOne(String backend) {
		this.lab.forgetRules();
		BanList list = BanList.of("203.0.113.7", "2001:db8::7").with(crowd());
		try (TestPortal portal = new TestPortal(this.lab.portalAddress()).publish(list)) {
			HostAgent agent = new HostAgent(this.lab, portal, backend);
			assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);
			long whole = Long.parseLong(portal.report().get("took"));
			assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.7", "2001:db8::7"));

			// The quickest of some, as the machine has other things to do.
			long one = Long.MAX_VALUE;
			for (String address : List.of("203.0.113.8", "203.0.113.9", "198.51.100.10")) {
				list = list.with(address);
				portal.publish(list);
				assertThat(agent.once()).isEqualTo(HostAgent.ENFORCED);
				one = Math.min(one, Long.parseLong(portal.report().get("took")));
			}

			assertThat(this.lab.reachHost())
				.isEqualTo(HostLab.allBut("203.0.113.7", "203.0.113.8", "203.0.113.9", "198.51.100.10", "2001:db8::7"));
			assertThat(one).as("one added, in ms, after %d for all", whole).isLessThan(Math.max(400, whole));
		}
	}

	private static List<String> crowd() {
		Random random = new Random(1);
		List<String> crowd = new ArrayList<>();
		for (int i = 0; i < 100_000; i++) {
			crowd.add("%d.%d.%d.%d".formatted(11 + i % 80, i / 80 % 256, i / 20480, random.nextInt(256)));
		}
		for (int i = 0; i < 5_000; i++) {
			crowd.add("2001:db9::" + Integer.toHexString(i + 1));
		}
		return crowd;
	}

}
