package io.gatehouse.adapter.kubernetes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class QuantitiesTests {

	@ParameterizedTest
	@CsvSource({ "2000m,2", "2,2", "1.5,1500m", "0.5,500m", ".5,500m", "1500,1500", "1000,1k", "100000,100k", "0,0",
			"0Gi,0", "1024Mi,1Gi", "1.5Gi,1536Mi", "2048Ki,2Mi", "1Gi,1Gi", "0.5Ki,512", "1000Mi,1000Mi",
			"0.0001Gi,107374183m", "1G,1G", "1000M,1G", "1E,1E", "1n,1m", "0.1n,1m" })
	void writesAsTheServerDoes(String given, String canonical) {
		assertThat(Quantities.canonical(given)).isEqualTo(canonical);
		assertThat(Quantities.canonical(canonical)).isEqualTo(canonical);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Gi", "1 Gi", "-1", "1gi", "1K", "1e3", "1,5", "one" })
	void refusesWhatIsNone(String text) {
		assertThat(Quantities.valid(text)).isFalse();
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Quantities.canonical(text));
	}

	@Test
	void clusterTellsWhatIsOne() {
		assertThat(Cluster.isQuantity("4Gi")).isTrue();
		assertThat(Cluster.isQuantity("4 GB")).isFalse();
	}

}
