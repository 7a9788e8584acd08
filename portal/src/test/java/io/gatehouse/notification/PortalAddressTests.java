package io.gatehouse.notification;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortalAddressTests {

	@Test
	void leadsToRequestsAndAssets() {
		PortalAddress address = new PortalAddress(URI.create("https://portal.example.org/"));

		assertThat(address.request(7)).hasToString("https://portal.example.org/requests/7");
		assertThat(address.asset(8)).hasToString("https://portal.example.org/assets/8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/path", "localhost:8080", "portal.example.org" })
	void refusesWhatIsNoAddress(String url) {
		assertThatThrownBy(() -> new PortalAddress(URI.create(url))).hasMessageContaining("gatehouse.url");
	}

}
