package io.gatehouse.request.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request to decide, with its plan.
 *
 * @param shown what an approval must say that it is of
 * @param values what the form was filled in with
 * @param particulars where there is more to see of it; null where there is not
 * @param lifetime for how long it is asked; null where it has no end
 * @param unit in which a shorter time is asked for first
 */
record QueueLine(RequestLine line, PlanView plan, List<SeatLine> seats, String reason, String shown,
		List<ValueLine> values, @Nullable ValueLine particulars, @Nullable String lifetime, @Nullable String unit,
		@Nullable Extension extension) {
}
