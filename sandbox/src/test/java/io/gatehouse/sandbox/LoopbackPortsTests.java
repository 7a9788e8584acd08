package io.gatehouse.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopbackPortsTests {

	@Test
	void givesNoneTwiceNorOneThatTheKernelGivesAway() {
		List<Integer> ports = Stream.generate(LoopbackPorts::free).limit(200).toList();
		assertThat(ports).doesNotHaveDuplicates().allMatch((port) -> port > 10_080 && port < 32_768);
	}

	@Test
	void givesNoneThatIsTaken() throws IOException {
		int next = Stream.generate(() -> LoopbackPorts.free() + 1)
			.filter(LoopbackPorts::isFree)
			.findFirst()
			.orElseThrow();
		try (ServerSocket taken = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
			assertThat(LoopbackPorts.isFree(taken.getLocalPort())).isFalse();
			assertThat(LoopbackPorts.free()).isNotEqualTo(next);
		}
		assertThat(LoopbackPorts.isFree(next)).isTrue();
	}

}
