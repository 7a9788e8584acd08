package io.gatehouse.request.web;

import java.time.Instant;
import io.gatehouse.request.asset.AssetState;
import org.jspecify.annotations.Nullable;

/** An asset in a list. */
record AssetLine(long number, String title, String type, String typeLabel, String owner, AssetState state,
		String stateWord, Instant createdAt, @Nullable Instant endsAt, @Nullable Instant endedAt, boolean endsSoon,
		int drifted, @Nullable String flag) {
}
