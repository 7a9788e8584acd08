package io.gatehouse.web;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people reach the portal.
 *
 * @param url scheme, host and, where it is not the usual one, port, as a browser sees
 * them; cookies are secure and HSTS is sent where the scheme is https
 */
@ConfigurationProperties("gatehouse")
record PortalProperties(URI url) {

	PortalProperties {
		if (url.getHost() == null || url.getScheme() == null || !(url.getPath().isEmpty() || url.getPath().equals("/"))
				|| url.getQuery() != null) {
			throw new IllegalArgumentException("gatehouse.url must be like https://portal.example.org, not " + url);
		}
		url = URI.create(url.getScheme() + "://" + url.getAuthority());
	}

	boolean secure() {
		return this.url.getScheme().equals("https");
	}

}
