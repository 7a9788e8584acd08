package io.gatehouse.ban.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists that change all the time, under a flood: no gap for the banned, none of the
 * allowed cut.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FloodTests {

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
	@CsvSource({ "nft, 50", "ipset, 15" })
	void hasNoGapsWhileListsChange(String backend, int applies) throws IOException {
		this.lab.forgetRules();
		BanList always = BanList.of("203.0.113.7", "198.51.100.0/24", "192.0.2.0/24").protect("192.0.2.77");
		try (TestPortal portal = new TestPortal(this.lab.portalAddress()).publish(always)) {
			HostAgent agent = new HostAgent(this.lab, portal, backend);
			Process running = agent.start("run");
			HostLab.await("enforced", () -> "1".equals(portal.report().get("version")));
			Path counted = Files.createTempFile(this.lab.folder(), "count", "");
			Process counter = this.lab.traffic(this.lab.host(), counted, "count", "7008");
			HostLab.await("a counter", () -> read(counted).contains("ready"));
			Path sent = Files.createTempFile(this.lab.folder(), "sent", "");
			Process flood = this.lab.traffic(this.lab.out(), sent, "flood", HostLab.HOST4, "7008", "2000",
					"203.0.113.7", "198.51.100.10", "203.0.113.8", "192.0.2.77");

			for (int i = 0; i < applies; i++) {
				// Single ones, networks of all lengths, protected ones, and now and then
				// the
				// whole list.
				BanList next = always.with("11.0.0." + i);
				next = (i % 3 == 0) ? next.with("12." + i + ".0.0/" + (16 + i % 9)) : next;
				next = (i % 7 == 0) ? next.protect("192.0.2.77", "13.0.0." + i) : next;
				portal.publish(next);
				if (i % 10 == 9) {
					portal.compact(portal.version() + 1);
				}
				int version = portal.version();
				HostLab.await("version " + version, () -> reported(portal) >= version);
			}
			HostAgent.stop(running);
			flood.destroy();
			HostLab.exit(flood, Duration.ofSeconds(10));
			counter.destroy();
			HostLab.exit(counter, Duration.ofSeconds(10));

			long each = Long.parseLong(read(sent).strip().split(" ")[1]);
			Map<String, Long> got = read(counted).lines()
				.filter((line) -> line.startsWith("got "))
				.map((line) -> List.of(line.split(" ")))
				.collect(Collectors.toMap((line) -> line.get(1), (line) -> Long.parseLong(line.get(2))));
			assertThat(got).as("of %d packets of each source", each)
				.containsOnly(Map.entry("203.0.113.8", each), Map.entry("192.0.2.77", each));
			assertThat(each).isGreaterThan(500);
			assertThat(agent.said()).doesNotContain("failed");
		}
	}

	private static int reported(TestPortal portal) {
		return Integer.parseInt(portal.report().getOrDefault("version", "0"));
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
