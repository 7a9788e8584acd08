package io.gatehouse.web;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where GitLab is.
 *
 * @param url its external URL
 */
@ConfigurationProperties("gatehouse.gitlab")
record GitlabAddress(URI url) {

	GitlabAddress {
		if (!url.isAbsolute() || url.getRawAuthority() == null) {
			throw new IllegalArgumentException(
					"gatehouse.gitlab.url must be like https://gitlab.example.org, not " + url);
		}
	}

	String at(String path) {
		return this.url.toString().replaceAll("/+$", "") + path;
	}

}
