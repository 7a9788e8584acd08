package io.gatehouse.identity;

import java.util.Set;

/**
 * Somebody known to the portal, as last read from GitLab.
 *
 * @param id the user's id in GitLab
 * @param username the user's name in GitLab, in lower case
 * @param name the name that people read; foreign text, never markup
 * @param groups full paths of all groups, inherited ones too
 * @param roles what the person is here; empty for an outsider
 * @param blocked whether GitLab lets the person in no more
 */
public record Person(long id, String username, String name, Set<String> groups, Set<Role> roles, boolean blocked) {

	public Person {
		groups = Set.copyOf(groups);
		roles = Set.copyOf(roles);
	}

	public boolean is(Role role) {
		return this.roles.contains(role);
	}

}
