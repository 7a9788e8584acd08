package io.gatehouse.adapter.gitlab;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** GitLab's error bodies, of all shapes. */
class ErrorWordsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"message":"404 Project Not Found"}                           | 404 Project Not Found
					{"message":{"path":["has already been taken","is bad"]}}      | path has already been taken; path is bad
					{"message":{"base":["The project is still being deleted."]}}  | The project is still being deleted.
					{"message":["Name has already been taken"]}                   | Name has already been taken
					{"message":{"error":"This endpoint has been requested too many times."}} | This endpoint has been requested too many times.
					{"error":"name is missing"}                                   | name is missing
					{"error":["Your project limit is 0 projects"]}                | Your project limit is 0 projects
					{"error":"invalid_token","error_description":"Token expired"} | invalid_token; Token expired
					Retry later                                                   | Retry later
					""")
	void flattensEveryShape(String body, String words) {
		assertThat(ErrorWords.of(body)).isEqualTo(words);
	}

	@Test
	void leavesOutPagesAndBrokenJson() {
		assertThat(ErrorWords.of("<html><body>502</body></html>")).isEmpty();
		assertThat(ErrorWords.of("{\"message\":")).isEmpty();
		assertThat(ErrorWords.of("")).isEmpty();
	}

	@Test
	void cutsLongWordsAndHidesTokens() {
		assertThat(ErrorWords.of("{\"message\":\"" + "x".repeat(5000) + "\"}")).hasSize(301);
		assertThat(ErrorWords.of("{\"message\":\"bad token glpat-abcdefgh12345678 and gldt-ABCDEFGHIJKLMNOP\"}"))
			.isEqualTo("bad token [token] and [token]");
	}

}
