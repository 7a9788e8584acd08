package io.gatehouse.ban.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The same answers as iprange, which bin/test installs. */
class IprangeOracleTests {

	private static final int SETS = 1_000;

	@TempDir
	Path folder;

	@BeforeAll
	static void findIprange() {
		assumeThat(Path.of("/usr/bin/iprange")).as("iprange, from Debian's package of that name").exists();
	}

	@Test
	void aggregatesAndTakesAwayAsIprangeDoes() throws Exception {
		for (int seed = 0; seed < SETS; seed++) {
			Random random = new Random(seed);
			List<Network> banned = random(random, 1 + random.nextInt(200));
			List<Network> kept = random(random, random.nextInt(20));

			String ours = text(AddressSetTests.networks(AddressSet.of(banned).minus(AddressSet.of(kept))));

			assertThat(ours).as("set %d", seed).isEqualTo(iprange(banned, kept));
		}
	}

	private static List<Network> random(Random random, int count) {
		// Close together, and now and then the whole space.
		int spread = random.nextInt(4, 32);
		return random.ints(count)
			.mapToObj((number) -> Network.around(Family.V4, 0,
					(random.nextInt(50) == 0) ? number & 0xffffffffL
							: 0xcb000000L | number >>> (32 - spread) & 0xffffffL,
					32 - random.nextInt(random.nextInt(20) + 1)))
			.toList();
	}

	private String iprange(List<Network> banned, List<Network> kept) throws IOException, InterruptedException {
		Path one = Files.writeString(this.folder.resolve("banned"), text(banned));
		Path other = Files.writeString(this.folder.resolve("kept"), text(kept));
		ProcessBuilder command = kept.isEmpty() ? new ProcessBuilder("/usr/bin/iprange", one.toString())
				: new ProcessBuilder("/usr/bin/iprange", one.toString(), "--except", other.toString());
		Process process = command.redirectError(this.folder.resolve("errors").toFile()).start();
		String out = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isZero();
		return out;
	}

	private static String text(List<Network> networks) {
		return networks.stream().map((network) -> network + "\n").collect(Collectors.joining());
	}

}
