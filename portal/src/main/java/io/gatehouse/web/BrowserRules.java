package io.gatehouse.web;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What a browser is told about each answer: to trust nothing unless it says so. */
final class BrowserRules {

	/**
	 * The button of the login page is a link, so that Chromium, which applies form-action
	 * to redirects too, does not need GitLab's origin in it.
	 */
	private static final String CONTENT = String.join("; ", "default-src 'none'", "script-src 'self'",
			"style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "font-src 'self'", "form-action 'self'",
			"base-uri 'none'", "frame-ancestors 'none'");

	private static final String BARE_PAGE = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";

	private static final String PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), "
			+ "payment=(), usb=()";

	private static final String HSTS = "max-age=31536000";

	private BrowserRules() {
	}

	static void tell(HeadersConfigurer<HttpSecurity> headers, PortalProperties portal) {
		headers.contentSecurityPolicy((content) -> content.policyDirectives(CONTENT))
			.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
			.permissionsPolicyHeader((permissions) -> permissions.policy(PERMISSIONS))
			.crossOriginOpenerPolicy((opener) -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
			.crossOriginResourcePolicy((resource) -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
			// TLS may end before the portal, so it is the address that tells.
			.httpStrictTransportSecurity(
					(transport) -> transport.requestMatcher((request) -> portal.secure()).includeSubDomains(false));
	}

	/** Of a page without scripts that no chain has seen. */
	static void tell(HttpServletResponse response, PortalProperties portal) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("Content-Security-Policy", BARE_PAGE);
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("X-Frame-Options", "DENY");
		response.setHeader("Referrer-Policy", ReferrerPolicy.SAME_ORIGIN.getPolicy());
		response.setHeader("Permissions-Policy", PERMISSIONS);
		response.setHeader("Cross-Origin-Opener-Policy", CrossOriginOpenerPolicy.SAME_ORIGIN.getPolicy());
		response.setHeader("Cross-Origin-Resource-Policy", CrossOriginResourcePolicy.SAME_ORIGIN.getPolicy());
		if (portal.secure()) {
			response.setHeader("Strict-Transport-Security", HSTS);
		}
	}

}
