package io.gatehouse.sandbox.gitlab;

import java.util.Collection;
import java.util.Set;

/** Who asks, and what their token allows. */
record Credential(User user, Set<String> scopes) {

	Credential(User user, Collection<String> scopes) {
		this(user, Set.copyOf(scopes));
	}

	boolean allowsAny(Collection<String> wanted) {
		return wanted.stream().anyMatch(this.scopes::contains);
	}

}
