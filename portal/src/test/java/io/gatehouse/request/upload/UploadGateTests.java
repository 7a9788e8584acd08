package io.gatehouse.request.upload;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** How many files come at once. */
class UploadGateTests {

	private final UploadGate gate = new UploadGate(
			new UploadProperties(DataSize.ofMegabytes(1), 1, DataSize.ofMegabytes(1), 2, Duration.ofHours(1)));

	@Test
	void letsInSoManyAtATime() {
		UploadGate.Pass first = this.gate.enter("dana").orElseThrow();
		assertThat(this.gate.enter("denis")).isPresent();
		assertThat(this.gate.enter("mira")).isEmpty();
		first.close();
		assertThat(this.gate.enter("mira")).isPresent();
	}

	@Test
	void letsNobodyTakeAllRoom() {
		UploadGate.Pass first = this.gate.enter("dana").orElseThrow();
		assertThat(this.gate.enter("dana")).isEmpty();
		first.close();
		assertThat(this.gate.enter("dana")).isPresent();
	}

}
