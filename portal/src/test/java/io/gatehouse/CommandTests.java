package io.gatehouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.gatehouse.request.execution.WatchedPortal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a command says that can't begin, as a process of its own. */
@Tag("survival")
class CommandTests {

	@Test
	void saysInALineWhyItCanNotBegin() throws Exception {
		Process process = new ProcessBuilder(
				List.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1", "-Xmx384m",
						"-cp", WatchedPortal.productClassPath(), Gatehouse.class.getName(), "bans", "publish",
						"--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/gatehouse"))
			.redirectErrorStream(true)
			.start();
		String said = said(process);
		assertThat(process.waitFor()).as(said).isEqualTo(1);
		assertThat(said).startsWith("gatehouse: ").contains("127.0.0.1:1 refused").hasLineCount(1);
	}

	private static String said(Process process) throws IOException {
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

}
