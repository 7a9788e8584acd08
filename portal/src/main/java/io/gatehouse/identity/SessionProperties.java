package io.gatehouse.identity;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a sign-in lasts.
 *
 * @param idle without a request
 * @param absolute whatever happens
 */
@ConfigurationProperties("gatehouse.session")
record SessionProperties(@DefaultValue("8h") Duration idle, @DefaultValue("24h") Duration absolute) {

	SessionProperties {
		if (!idle.isPositive() || !absolute.isPositive()) {
			throw new IllegalArgumentException("gatehouse.session: 0 < idle, and 0 < absolute");
		}
	}

}
