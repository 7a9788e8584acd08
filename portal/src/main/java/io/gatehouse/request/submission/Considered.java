package io.gatehouse.request.submission;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.approval.Need;
import io.gatehouse.request.plan.Preview;

/**
 * What a wish would come to.
 *
 * @param problems why it can't be asked for as it is; then the preview may be empty
 * @param need whose word it needs; empty where it can't be asked for
 * @param restartsClock whether the lifetime counts from when it is carried out
 * @param named the form's values, by component, for titles
 */
public record Considered(List<Problem> problems, Preview preview, Optional<Need> need, Owner owner,
		Optional<Duration> lifetime, boolean restartsClock, Map<String, Object> named) {

	public boolean sound() {
		return this.problems.isEmpty() && this.preview.sound();
	}

	/** Whether it is carried out at once. */
	public boolean needsNobody() {
		return sound() && this.need.filter(Need::nobody).isPresent();
	}

	/** Who must approve, as far as that is known. */
	public ApprovalPolicy policy() {
		return this.need.map(Need::policy).orElseGet(ApprovalPolicy::none);
	}

	/** The rule by which nobody must all the same. */
	public Optional<String> rule() {
		return this.need.flatMap(Need::rule);
	}

}
