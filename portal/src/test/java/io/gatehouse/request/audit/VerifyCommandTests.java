package io.gatehouse.request.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gatehouse.Gatehouse;
import io.gatehouse.Stage;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.execution.WatchedPortal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The command, as a process of its own beside a portal that runs. */
@OnBench
@Tag("survival")
class VerifyCommandTests {

	private static final Pattern UNBROKEN = Pattern
		.compile("The audit chain is unbroken: (\\d+) events, head (\\w+)\n");

	@Autowired
	Stage stage;

	@Autowired
	Bench bench;

	@Autowired
	AuditLog log;

	@AfterEach
	void mend() {
		this.stage.sql("truncate audit_event");
	}

	@Test
	void saysWhetherTheChainHoldsAndWhereItBreaks() throws Exception {
		this.bench.have("dana", Kit.of("verified"));
		Said whole = run("audit-verify");
		assertThat(whole.status()).as(whole.text()).isZero();
		Matcher said = UNBROKEN.matcher(whole.text());
		assertThat(said.matches()).as(whole.text()).isTrue();
		// Not the last one of now: the portal may have said something more.
		AuditEvent head = this.log.from(Long.parseLong(said.group(1)), 1).getFirst();
		assertThat(said.group(2)).isEqualTo(head.hash());

		this.stage.sql("update audit_event set actor = 'nobody' where number = 3");
		Said broken = run("audit-verify");
		assertThat(broken.status()).as(broken.text()).isEqualTo(1);
		assertThat(broken.text())
			.startsWith("The audit chain is BROKEN at event 3 (CHANGED); the 2 events before it hold")
			.hasLineCount(1);
	}

	@Test
	void saysThatThereIsNoSuchCommand() throws Exception {
		Said said = run("audit-verified");
		assertThat(said.status()).as(said.text()).isEqualTo(2);
		assertThat(said.text()).isEqualTo("gatehouse: there is no command audit-verified\n");
	}

	private Said run(String command) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(
				List.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1", "-Xmx384m",
						"-cp", WatchedPortal.productClassPath(), Gatehouse.class.getName(), command))
			.redirectErrorStream(true);
		Map<String, Object> properties = this.stage.properties(0);
		builder.environment().put("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(properties));
		Process process = builder.start();
		String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Said(process.waitFor(), text);
	}

	private record Said(int status, String text) {
	}

}
