package io.gatehouse.request.event;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What there is to know about the request to which something happened, in the portal's
 * own language.
 *
 * @param requester the user name of who asked; {@link Happened#PORTAL} for the portal
 * @param deed what shall become of something that is there, such as "Remove"; null where
 * it is something new
 * @param approvers the user names of those who approved the plan of which it is told
 * @param summary the plan in one sentence; null where the plan is another one by now
 * @param plan its rows that change something, what is hard to have back first
 * @param decided whether nobody's decision is waited for any more
 * @param message why it stopped or what it waits for, where it does
 */
public record Background(String requester, @Nullable String deed, List<String> approvers, @Nullable String summary,
		List<String> plan, boolean decided, @Nullable String message) {

	public Background {
		approvers = List.copyOf(approvers);
		plan = List.copyOf(plan);
	}

}
