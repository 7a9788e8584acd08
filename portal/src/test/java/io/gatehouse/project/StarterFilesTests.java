package io.gatehouse.project;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StarterFilesTests {

	private static final ProjectProperties.Template TEMPLATE = new ProjectProperties.Template("platform/ci",
			"/java.yml", "v2");

	@Test
	void includeThePlatformsPipeline() {
		assertThat(files(null).get(".gitlab-ci.yml")).isEqualTo("""
				# The platform's pipeline; what you add here comes on top of it.
				include:
				  - project: "platform/ci"
				    ref: "v2"
				    file: "/java.yml"
				""");
	}

	@Test
	void tellWhatTheProjectIsFor() {
		assertThat(files("Answers calls.").get("README.md")).startsWith("# api\n\nAnswers calls.\n\n| What | Where |");
		assertThat(files(null).get("README.md")).startsWith("# api\n\n| What | Where |");
	}

	private static Map<String, String> files(@Nullable String description) {
		return StarterFiles.of(new NewProject("payments", "api", description, NamespaceSize.SMALL),
				"teams/payments/api", TEMPLATE);
	}

}
