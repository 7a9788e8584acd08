package io.gatehouse.backup;

import java.util.Map;

import io.gatehouse.request.audit.AuditEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptTests {

	@Test
	void tellsTheHeadOfAnEmptyChainAsItsVerificationDoes() {
		Manifest manifest = new Manifest("2026-01-01T00:00:00Z", "gatehouse", "17", "1", Map.of(), Map.of(), 0, "-");
		assertThat(new Receipt(manifest, "5").said()).contains("0 events, head " + AuditEvent.START + "\n");
	}

}
