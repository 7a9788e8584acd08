package io.gatehouse.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often may be asked within a minute; what was not used in the last minute can be
 * used at once.
 *
 * @param reads by one person, for what changes nothing
 * @param changes by one person, for what changes something
 * @param anonymous from one address by those who are not signed in, static files aside
 * @param host by one host that enforces bans
 */
@ConfigurationProperties("gatehouse.limits")
public record LimitProperties(@DefaultValue("600") int reads, @DefaultValue("120") int changes,
		@DefaultValue("1200") int anonymous, @DefaultValue("120") int host) {

	public LimitProperties {
		if (reads < 1 || changes < 1 || anonymous < 1 || host < 1) {
			throw new IllegalArgumentException("gatehouse.limits: 0 < reads, changes, anonymous and host");
		}
	}

}
