package io.gatehouse.request.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's page. */
record RequestPage(RequestLine line, String summary, List<StepLine> steps, int done, boolean live, List<SeatLine> seats,
		List<NoteLine> notes, List<ValueLine> values, RequestActions actions, String shown, @Nullable String lifetime,
		@Nullable Long lifetimeHours, @Nullable Instant end, @Nullable Instant lapsesAt, @Nullable AssetLine asset,
		@Nullable PlanView retryPlan, @Nullable PlanView undoPlan, long version) {
}
