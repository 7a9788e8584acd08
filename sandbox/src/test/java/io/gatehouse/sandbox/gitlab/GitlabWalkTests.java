package io.gatehouse.sandbox.gitlab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import io.gatehouse.sandbox.http.Faults;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that others wrote finds in the stand-in what GitLab documents. */
class GitlabWalkTests {

	private static final String TOKEN = "glpat-for-the-walk-0123456789";

	private static final int NOTHING_TO_WALK_WITH = 3;

	private static final Path COMMAND = root().resolve("bin/gitlab-walk");

	private static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		return Files.isDirectory(folder.resolve("bin")) ? folder : folder.getParent();
	}

	@Test
	void answersPythonGitlabAsGitlabDoes() throws Exception {
		try (GitlabStandIn gitlab = GitlabStandIn.start(new GitlabStandIn.Settings(0, null, "portal", "secret",
				List.of("http://localhost/callback"), TOKEN, Clock.systemUTC()), Faults.none())) {
			ProcessBuilder walk = new ProcessBuilder("bash", COMMAND.toString()).redirectErrorStream(true);
			walk.environment().put("GATEHOUSE_GITLAB_URL", gitlab.uri().toString());
			walk.environment().put("GATEHOUSE_GITLAB_TOKEN", TOKEN);
			walk.environment().keySet().removeAll(List.of("GATEHOUSE_GITLAB_PARENT", "GATEHOUSE_GITLAB_USER"));
			Process process = walk.start();
			String said = said(process);
			int status = process.waitFor();
			Assumptions.assumeThat(status)
				.as("there is something to walk with: " + said)
				.isNotEqualTo(NOTHING_TO_WALK_WITH);
			assertThat(status).as(said).isZero();
			// Where nothing is found to run, nothing fails either.
			assertThat(said).containsPattern("Ran [5-9]\\d tests").endsWith("OK\n");
		}
	}

	private static String said(Process process) throws IOException {
		process.getOutputStream().close();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

}
