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
 * @param progress what has come of the request so far, where it stopped halfway
 */
public record Requester(String username, String name, Set<String> groups, Set<Role> roles, Progress progress) {

	public Requester(String username, String name, Set<String> groups, Set<Role> roles) {
		this(username, name, groups, roles, new Progress(Set.of(), Set.of(), Set.of()));
	}

	public boolean is(Role role) {
		return this.roles.contains(role);
	}

	/**
	 * How far a request has got.
	 *
	 * @param held what it may have written, whether or not that was answered
	 * @param made of these, what was not there before
	 * @param done whose steps are done
	 */
	public record Progress(Set<Resource.Key> held, Set<Resource.Key> made, Set<Resource.Key> done) {
	}

}
