package io.gatehouse.web;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What a scanner wants of the headers of each answer. */
public final class SoundHeaders {

	private static final List<String> TALKATIVE = List.of("Server", "X-Powered-By", "X-Application-Context", "Via",
			"X-AspNet-Version");

	private SoundHeaders() {
	}

	/** Of a page, an error, a redirect or a stream: it is this person's alone. */
	public static void assertPrivate(HttpResponse<?> answer, boolean secure) {
		assertSound(answer, secure);
		assertThat(answer.headers().firstValue("Cache-Control")).as("Cache-Control of %s", answer.uri())
			.hasValueSatisfying((value) -> assertThat(value).contains("no-store"));
	}

	/** Of a file that is the same for all. */
	public static void assertSound(HttpResponse<?> answer, boolean secure) {
		HttpHeaders headers = answer.headers();
		String what = answer.statusCode() + " " + answer.uri();
		assertThat(headers.allValues("Content-Security-Policy")).as(what)
			.singleElement()
			.asString()
			.contains("default-src 'none'", "frame-ancestors 'none'")
			.doesNotContain("unsafe", "*", "http:");
		assertThat(headers.allValues("X-Content-Type-Options")).as(what).containsExactly("nosniff");
		assertThat(headers.allValues("X-Frame-Options")).as(what).containsExactly("DENY");
		assertThat(headers.allValues("Referrer-Policy")).as(what).containsExactly("same-origin");
		assertThat(headers.allValues("Cross-Origin-Opener-Policy")).as(what).containsExactly("same-origin");
		assertThat(headers.allValues("Cross-Origin-Resource-Policy")).as(what).containsExactly("same-origin");
		assertThat(headers.allValues("Permissions-Policy")).as(what)
			.singleElement()
			.asString()
			.contains("camera=()", "geolocation=()", "microphone=()");
		assertThat(headers.allValues("Access-Control-Allow-Origin")).as(what).isEmpty();
		if (secure) {
			assertThat(headers.allValues("Strict-Transport-Security")).as(what)
				.singleElement()
				.asString()
				.startsWith("max-age=31536000");
		}
		else {
			assertThat(headers.allValues("Strict-Transport-Security")).as(what).isEmpty();
		}
		TALKATIVE.forEach((name) -> assertThat(headers.firstValue(name)).as(what + " " + name).isEmpty());
		headers.allValues("Set-Cookie").forEach((cookie) -> assertSoundCookie(what, cookie, secure));
	}

	private static void assertSoundCookie(String what, String cookie, boolean secure) {
		assertThat(cookie).as(what).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Domain");
		if (secure) {
			assertThat(cookie).as(what).contains("Secure");
			assertThat(cookie).as(what).doesNotStartWith("gatehouse=");
		}
	}

}
