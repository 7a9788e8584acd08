package io.gatehouse.request.lifecycle;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The life of a request.
 *
 * @param lapse after how long a request lapses where nobody decides
 * @param mostOpen how many requests of one person may wait or be under way at once
 */
@ConfigurationProperties("gatehouse.requests")
public record RequestProperties(@DefaultValue("7d") Duration lapse, @DefaultValue("100") int mostOpen) {

	public RequestProperties {
		if (!lapse.isPositive() || mostOpen < 1) {
			throw new IllegalArgumentException("gatehouse.requests: 0 < lapse, and 0 < mostOpen");
		}
	}

}
