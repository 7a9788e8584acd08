package io.gatehouse.adapter.kubernetes;

import io.gatehouse.request.Resource;

/** A namespace; each word gives a new one. */
public interface Namespace extends Resource {

	/**
	 * What its pods may do: each is refused, warned of and recorded that asks for more.
	 * @param level {@code privileged}, {@code baseline} or {@code restricted}
	 */
	Namespace podSecurity(String level);

	/**
	 * Whose it is, for people (annotation) and for selectors (label).
	 * @param team the full path of the team's group
	 */
	Namespace ownedBy(String team);

}
