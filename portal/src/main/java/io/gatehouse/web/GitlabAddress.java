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

	String at(String path) {
		return this.url.toString().replaceAll("/+$", "") + path;
	}

}
