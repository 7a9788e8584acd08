package io.gatehouse.request.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DifferenceTests {

	@ParameterizedTest
	@CsvSource({ "'4Gi','8Gi','','4Gi','8Gi',''", "'a, b, c','a, x, c','a, ','b','x',', c'",
			"'read, write','read','read',', write','',''", "'same','same','same','','',''", "'','new','','','new',''",
			"'one two two','one two','one two',' two','',''" })
	void marksWholeWords(String before, String after, String start, String gone, String come, String end) {
		assertThat(Difference.between(before, after)).isEqualTo(new Difference(start, gone, come, end));
	}

	@Test
	void neverCutsACharacterInTwo() {
		Difference difference = Difference.between("a 😀", "a 😁");
		assertThat(difference).isEqualTo(new Difference("a ", "😀", "😁", ""));
	}

	@Test
	void givesBothBack() {
		Difference difference = Difference.between("viewers: anna, boris; cpu 2", "viewers: anna, vera; cpu 20");
		assertThat(difference.start() + difference.before() + difference.end())
			.isEqualTo("viewers: anna, boris; cpu 2");
		assertThat(difference.start() + difference.after() + difference.end()).isEqualTo("viewers: anna, vera; cpu 20");
	}

}
