package io.gatehouse.request;

import java.util.Set;

import io.gatehouse.identity.Role;

/**
 * The person for whom a plan is made.
 *
 * @param username the name in GitLab
 * @param name the name that people read
 * @param groups full paths of the groups that the person is in, inherited ones too
 * @param roles what the person is in the portal
 */
public record Requester(String username, String name, Set<String> groups, Set<Role> roles) {

	public boolean is(Role role) {
		return this.roles.contains(role);
	}

}
