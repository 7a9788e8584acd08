package io.gatehouse.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

import static org.assertj.core.api.Assertions.assertThat;

class SessionCookieTests {

	private static final String NAME = "0f5b0c3e-6a1d-4a53-9d8e-7c1a2b3c4d5e";

	@Test
	void namesTheSessionToThePortalThatGaveItOutAndToItsTwin() {
		String given = given("s3cret");

		assertThat(read("s3cret", given)).containsExactly(NAME);
	}

	@Test
	void letsNobodyInWhoKnowsTheNameAlone() {
		assertThat(read("s3cret", coded(NAME))).isEmpty();
		assertThat(read("s3cret", coded(NAME + "."))).isEmpty();
		assertThat(read("s3cret", coded(NAME + "." + "A".repeat(43)))).isEmpty();
	}

	@Test
	void letsNobodyInWithTheProofOfAnother() {
		String given = new String(Base64.getDecoder().decode(given("s3cret")), StandardCharsets.UTF_8);

		assertThat(read("s3cret", coded(given.replace("0f5b", "1f5b")))).isEmpty();
	}

	@Test
	void takesNoMoreWhatWasGivenOutUnderAnotherSecret() {
		assertThat(read("another", given("s3cret"))).isEmpty();
		assertThat(read("", given(""))).as("made up anew at each start").isEmpty();
	}

	@Test
	void takesItselfAway() {
		MockHttpServletResponse response = new MockHttpServletResponse();
		cookie("s3cret").writeCookieValue(new CookieValue(new MockHttpServletRequest(), response, ""));

		assertThat(response.getHeader("Set-Cookie")).startsWith("gatehouse=;").contains("Max-Age=0");
	}

	private static String given(String secret) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		cookie(secret).writeCookieValue(new CookieValue(new MockHttpServletRequest(), response, NAME));
		return response.getHeader("Set-Cookie").replaceFirst("gatehouse=([^;]*);.*", "$1");
	}

	private static List<String> read(String secret, String value) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setCookies(new Cookie("gatehouse", value));
		return cookie(secret).readCookieValues(request);
	}

	private static String coded(String value) {
		return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
	}

	private static SessionCookie cookie(String secret) {
		return new SessionCookie(new PortalProperties(URI.create("http://localhost:8080")), secret);
	}

}
