package io.gatehouse.sandbox.gitlab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.gatehouse.sandbox.http.Faults;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
			Walked walked = walk(Map.of("GATEHOUSE_GITLAB_URL", gitlab.uri().toString()));
			Assumptions.assumeThat(walked.mayBeSkipped(System.getenv()))
				.as("there is nothing to walk with: " + walked.said())
				.isFalse();
			assertThat(walked.status()).as(walked.said()).isZero();
			// Where nothing is found to run, nothing fails either.
			assertThat(walked.said()).containsPattern("Ran [5-9]\\d tests").endsWith("OK\n");
		}
	}

	@Test
	void isSkippedWithoutNetworkButNotInPipelineOfGitlab(@TempDir Path cache) throws Exception {
		Walked walked = walk(Map.of("GATEHOUSE_GITLAB_URL", "http://127.0.0.1:1", "XDG_CACHE_HOME", cache.toString(),
				"PIP_INDEX_URL", "http://127.0.0.1:1/simple", "PIP_RETRIES", "0"));
		assertThat(walked.status()).as(walked.said()).isEqualTo(NOTHING_TO_WALK_WITH);
		assertThat(walked.mayBeSkipped(Map.of())).isTrue();
		assertThat(walked.mayBeSkipped(Map.of("CI", "true"))).isTrue();
		assertThat(walked.mayBeSkipped(Map.of("CI", "true", "GITLAB_CI", "true"))).isFalse();
		assertThat(new Walked(1, "").mayBeSkipped(Map.of())).isFalse();
	}

	private record Walked(int status, String said) {

		/**
		 * A machine without a network passes all the same; the pipeline that everybody
		 * relies on does not.
		 */
		boolean mayBeSkipped(Map<String, String> environment) {
			return this.status == NOTHING_TO_WALK_WITH && !environment.containsKey("GITLAB_CI");
		}

	}

	private static Walked walk(Map<String, String> environment) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("bash", COMMAND.toString()).redirectErrorStream(true);
		builder.environment().keySet().removeAll(List.of("GATEHOUSE_GITLAB_PARENT", "GATEHOUSE_GITLAB_USER"));
		builder.environment().put("GATEHOUSE_GITLAB_TOKEN", TOKEN);
		builder.environment().putAll(environment);
		Process process = builder.start();
		String said = said(process);
		return new Walked(process.waitFor(), said);
	}

	private static String said(Process process) throws IOException {
		process.getOutputStream().close();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

}
