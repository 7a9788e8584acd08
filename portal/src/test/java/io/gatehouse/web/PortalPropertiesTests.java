package io.gatehouse.web;

import java.net.URI;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortalPropertiesTests {

	@Test
	void makesCookiesSecureWhereTheAddressIs() {
		MockHttpServletResponse response = new MockHttpServletResponse();
		new SecurityConfiguration()
			.sessionCookie(new PortalProperties(URI.create("https://portal.example.org/")), "s3cret")
			.writeCookieValue(new CookieValue(new MockHttpServletRequest(), response, "1"));

		assertThat(response.getHeader("Set-Cookie")).startsWith("__Host-gatehouse=")
			.contains("Secure", "HttpOnly", "Path=/", "SameSite=Lax")
			.doesNotContain("Domain");
	}

	@Test
	void refusesAnAddressWithAPath() {
		assertThatThrownBy(() -> new PortalProperties(URI.create("https://example.org/portal")))
			.hasMessageContaining("gatehouse.url");
	}

}
