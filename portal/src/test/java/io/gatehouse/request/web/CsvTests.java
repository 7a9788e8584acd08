package io.gatehouse.request.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "=1+1|'=1+1", "@x|'@x", "fine - as it is|fine - as it is", "a; =1+1|\"a;' =1+1\"",
					"a;\"=1+1|\"a;'\"\"=1+1\"", "a=b;c|\"a=b;c\"", "a,b|\"a,b\"" })
	void holdsNoFormulaWhateverSeparatesCells(String value, String field) {
		assertThat(Csv.line(value)).isEqualTo(field + "\r\n");
	}

	@Test
	void holdsNoFormulaInALaterLine() {
		assertThat(Csv.line("one\n=two")).isEqualTo("\"one\n'=two\"\r\n");
		assertThat(Csv.line(1, null, "-3")).isEqualTo("1,,'-3\r\n");
	}

}
