package io.gatehouse.adapter.gitlab;

import java.util.Optional;

import io.gatehouse.request.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** GitLab's rules for paths, one by one. */
class PathRulesTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "api", "Api-2.0_x", "folders", "admin", "v2", "0" })
	void letsGoodProjectNamesPass(String segment) {
		assertThat(Gitlab.pathProblem(segment)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "a b,characters", "проект,characters", "-api,ends", "api.,ends", "a--b,adjacent", "a._b,adjacent",
			"api.git,suffix", "api.ATOM,suffix", "wikis,reserved", "Tree,reserved", "-,ends" })
	void saysWhatIsWrongWithAProjectName(String segment, String reason) {
		assertThat(Gitlab.pathProblem(segment)).contains(Text.of("gitlab.path." + reason, segment));
	}

	@Test
	void saysThatANameIsMissingOrTooLong() {
		assertThat(Gitlab.pathProblem("")).contains(Text.of("gitlab.path.empty"));
		assertThat(Gitlab.pathProblem("a".repeat(256))).contains(Text.of("gitlab.path.too-long", 255));
		assertThat(Gitlab.pathProblem("a".repeat(255))).isEmpty();
	}

	@Test
	void knowsWhatIsReservedAtTheTopOnly() {
		assertThat(Gitlab.groupPathProblem("api")).contains(Text.of("gitlab.path.reserved", "api"));
		assertThat(Gitlab.groupPathProblem("teams/api")).isEmpty();
		assertThat(Gitlab.groupPathProblem("blob")).isEmpty();
		assertThat(Gitlab.groupPathProblem("teams/blob")).contains(Text.of("gitlab.path.reserved", "blob"));
		assertThat(Gitlab.groupPathProblem("teams/environments/folders")).isPresent();
	}

	@Test
	void wantsTwoCharactersForAGroup() {
		assertThat(Gitlab.groupPathProblem("teams/x")).contains(Text.of("gitlab.path.too-short", "x"));
		assertThat(Gitlab.groupPathProblem("teams//x")).contains(Text.of("gitlab.path.empty"));
	}

	@Test
	void allowsTwentyAncestors() {
		assertThat(Gitlab.groupPathProblem("teams" + "/xx".repeat(20))).isEqualTo(Optional.empty());
		assertThat(Gitlab.groupPathProblem("teams" + "/xx".repeat(21))).contains(Text.of("gitlab.path.too-deep", 20));
	}

}
