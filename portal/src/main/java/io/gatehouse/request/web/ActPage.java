package io.gatehouse.request.web;

import io.gatehouse.request.RequestType.Verb;
import org.jspecify.annotations.Nullable;

/**
 * What is about to be done to an asset: its plan, and the one button.
 *
 * @param otherLength whether a change would give it another length than extending does
 */
record ActPage(AssetLine asset, Verb verb, String verbWord, @Nullable PlanView plan, @Nullable Extension extension,
		boolean otherLength, @Nullable String approvers, boolean needsNobody, String submission, boolean irreversible,
		String reason, @Nullable String heir, @Nullable String heirLabel, @Nullable String problem) {

	/** The last part of the page's path. */
	public String act() {
		return switch (this.verb) {
			case RENEW -> "renewal";
			case TRANSFER -> "transfer";
			case REPAIR -> "repair";
			case REVOKE -> "removal";
			case CREATE, CHANGE, EXPIRE -> throw new IllegalStateException(this.verb + " has no such page");
		};
	}
}
