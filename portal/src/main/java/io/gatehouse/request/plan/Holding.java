package io.gatehouse.request.plan;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Resource.State;
import org.jspecify.annotations.Nullable;

/**
 * A resource that an asset holds.
 *
 * @param attributes what was asked of it when it was carried out
 * @param before what was there when the portal first touched it
 * @param other what another asset that holds it too asks of it; null where there is none
 */
public record Holding(Key key, Map<String, String> attributes, State before, @Nullable Other other) {

	/** Another asset's hold on the same resource. */
	public record Other(String title, Map<String, String> attributes, Optional<Instant> end) {
	}

}
