package io.gatehouse.notification;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the links in messages lead.
 *
 * @param url where people reach the portal
 */
@ConfigurationProperties("gatehouse")
record PortalAddress(URI url) {

	PortalAddress {
		if (!url.isAbsolute() || url.getRawAuthority() == null) {
			throw new IllegalArgumentException("gatehouse.url must be like https://portal.example.org, not " + url);
		}
	}

	URI request(long number) {
		return at("/requests/" + number);
	}

	URI asset(long number) {
		return at("/assets/" + number);
	}

	URI at(String path) {
		return URI.create(this.url.toString().replaceAll("/+$", "") + path);
	}

}
