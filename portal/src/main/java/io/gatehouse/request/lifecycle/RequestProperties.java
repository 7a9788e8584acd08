package io.gatehouse.request.lifecycle;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The life of a request.
 *
 * @param lapse after how long a request lapses where nobody decides
 */
@ConfigurationProperties("gatehouse.requests")
public record RequestProperties(@DefaultValue("7d") Duration lapse) {

	public RequestProperties {
		if (!lapse.isPositive()) {
			throw new IllegalArgumentException("gatehouse.requests: 0 < lapse");
		}
	}

}
