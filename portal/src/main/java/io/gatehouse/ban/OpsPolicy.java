package io.gatehouse.ban;

import io.gatehouse.identity.Role;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.Requester;

/** So many of ops must want it; one of them may be who asks. */
final class OpsPolicy {

	private OpsPolicy() {
	}

	static ApprovalPolicy of(int people, Requester requester) {
		int others = requester.is(Role.OPS) ? people - 1 : people;
		return (others == 0) ? ApprovalPolicy.none() : ApprovalPolicy.by(ApprovalPolicy.role(Role.OPS)).times(others);
	}

}
