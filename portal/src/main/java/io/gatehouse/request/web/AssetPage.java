package io.gatehouse.request.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An asset's page. */
record AssetPage(AssetLine line, List<ValueLine> usages, List<ValueLine> values, List<RowLine> resources,
		List<RowLine> drift, List<RequestLine> history, AssetActions actions, @Nullable Instant checkedAt) {
}
