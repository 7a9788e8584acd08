package io.gatehouse.request.upkeep;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the portal does by itself, and how often.
 *
 * @param ends how often assets are looked for whose end has come, and requests that
 * nobody decided
 * @param drift how often each asset is held against the outside
 */
@ConfigurationProperties("gatehouse.upkeep")
public record UpkeepProperties(@DefaultValue("10s") Duration ends, @DefaultValue("10m") Duration drift) {

	public UpkeepProperties {
		if (!ends.isPositive() || !drift.isPositive()) {
			throw new IllegalArgumentException("gatehouse.upkeep: 0 < ends, and 0 < drift");
		}
	}

}
