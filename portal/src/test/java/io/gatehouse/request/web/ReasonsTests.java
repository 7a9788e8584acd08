package io.gatehouse.request.web;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonsTests {

	@Test
	void cutNoCharacterInHalves() {
		String whole = "a".repeat(1_999);
		assertThat(Reasons.clean(whole + "\uD83D\uDE00")).isEqualTo(whole);
		assertThat(Reasons.clean(whole + "bc")).isEqualTo(whole + "b");
	}

}
