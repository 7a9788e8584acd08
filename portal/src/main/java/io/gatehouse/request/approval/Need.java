package io.gatehouse.request.approval;

import java.util.Optional;

import io.gatehouse.request.ApprovalPolicy;

/**
 * Whose word something needs.
 *
 * @param policy of the type
 * @param rule the name of the rule by which it needs nobody's all the same, if there is
 * one
 */
public record Need(ApprovalPolicy policy, Optional<String> rule) {

	public boolean nobody() {
		return this.rule.isPresent() || this.policy.seats().isEmpty();
	}

}
