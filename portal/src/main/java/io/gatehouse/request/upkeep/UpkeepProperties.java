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
 * @param driftLook how often assets are looked for whose turn that is
 * @param audit how often the whole audit chain is verified
 */
@ConfigurationProperties("gatehouse.upkeep")
public record UpkeepProperties(@DefaultValue("10s") Duration ends, @DefaultValue("10m") Duration drift,
		@DefaultValue("30s") Duration driftLook, @DefaultValue("15m") Duration audit) {

	public UpkeepProperties {
		if (!ends.isPositive() || !drift.isPositive() || !driftLook.isPositive() || !audit.isPositive()) {
			throw new IllegalArgumentException("gatehouse.upkeep: 0 < ends, 0 < drift, 0 < drift-look, and 0 < audit");
		}
	}

}
