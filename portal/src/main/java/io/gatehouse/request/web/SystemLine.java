package io.gatehouse.request.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an external system does; latency in milliseconds. */
record SystemLine(String name, String label, boolean up, boolean paused, @Nullable Long latency,
		@Nullable Instant nextTry, long waiting, List<FaultLine> faults) {
}
