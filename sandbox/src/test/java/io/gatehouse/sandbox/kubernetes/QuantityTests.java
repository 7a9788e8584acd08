package io.gatehouse.sandbox.kubernetes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class QuantityTests {

	@ParameterizedTest
	@CsvSource({ "2000m,2", "1024Mi,1Gi", "1.5Gi,1536Mi", "0.5,500m", "1000,1k", "1024,1024", "0.5Ki,512", "0,0",
			"1e3,1e3", "100m,100m", "-1,-1", "1.5,1500m", "0Mi,0", "2048Ki,2Mi", "1500k,1500k" })
	void isWrittenInOneForm(String given, String canonical) {
		assertThat(Quantity.of(given)).hasToString(canonical);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "2x", "1 Gi", "Gi", "1Kib", "--1" })
	void refusesWhatIsNone(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Quantity.of(text)).withMessage(Quantity.MALFORMED);
	}

}
