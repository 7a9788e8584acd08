package io.gatehouse.adapter.kubernetes;

import io.gatehouse.request.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTests {

	@ParameterizedTest
	@CsvSource({ "'',empty", "Payments,character", "pay_ments,character", "pay.ments,character", "-pay,edge",
			"pay-,edge", "default,reserved", "kube-system,prefix", "kube-mine,prefix" })
	void saysWhatIsWrong(String name, String reason) {
		assertThat(Cluster.nameProblem(name)).map(Text::key).contains("kubernetes.name." + reason);
	}

	@Test
	void saysHowLongTheNameIs() {
		assertThat(Cluster.nameProblem("a".repeat(64))).contains(Text.of("kubernetes.name.long", 63, 64));
		assertThat(Cluster.nameProblem("a".repeat(63))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "payments", "payments-api-2", "7", "kubernetes", "defaults" })
	void findsNothingWrong(String name) {
		assertThat(Cluster.nameProblem(name)).isEmpty();
	}

}
