package io.gatehouse.request.web;

import java.time.Instant;
import java.util.List;

import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.RequestState;
import org.jspecify.annotations.Nullable;

/** A request's page. */
record RequestPage(RequestLine line, Verb verb, String reason, String summary, List<StepLine> steps, int done,
		boolean live, List<SeatLine> seats, List<NoteLine> notes, List<ValueLine> values,
		@Nullable ValueLine particulars, RequestActions actions, String shown, @Nullable String lifetime,
		@Nullable String unit, @Nullable Instant end, @Nullable Extension extension, @Nullable Instant lapsesAt,
		@Nullable AssetLine asset, @Nullable PlanView retryPlan, @Nullable PlanView undoPlan, long version) {

	/**
	 * Whether it is carried out and what it is about is there. Templates see public
	 * methods only.
	 */
	public boolean usable() {
		return this.asset != null && this.asset.state() == AssetState.ACTIVE
				&& this.line.state() == RequestState.SUCCEEDED;
	}

	/** Whether what it is about came of it. */
	public boolean made() {
		return this.verb == Verb.CREATE && this.line.state() == RequestState.SUCCEEDED;
	}

	/** Whether somebody has to decide, or to say it better. */
	public boolean undecided() {
		return this.line.state().undecided();
	}

}
