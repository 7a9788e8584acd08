package io.gatehouse.identity;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which GitLab groups make a person what, by full path; an admin is ops too, and ops are
 * developers too.
 *
 * @param developer groups whose members may ask
 * @param ops groups whose members run the platform
 * @param admin groups whose members run the portal; none may lie below a group of another
 * role, as GitLab makes the members of a group members of every group below it
 * @param refreshEvery how often groups are read again
 * @param checkBlockedEvery how often is asked who is blocked
 * @param patience how long what nobody else decides waits for GitLab; then what was read
 * last counts
 * @param goodFor for how long what was read counts where GitLab does not answer, for what
 * nobody else decides; others' approval is never given without GitLab
 */
@ConfigurationProperties("gatehouse.roles")
public record RoleProperties(@DefaultValue("developers") List<String> developer,
		@DefaultValue("platform") List<String> ops, @DefaultValue("platform-admins") List<String> admin,
		@DefaultValue("5m") Duration refreshEvery, @DefaultValue("20s") Duration checkBlockedEvery,
		@DefaultValue("1s") Duration patience, @DefaultValue("15m") Duration goodFor) {

	public RoleProperties {
		developer = List.copyOf(developer);
		ops = List.copyOf(ops);
		admin = List.copyOf(admin);
		requirePositive("refresh-every", refreshEvery);
		requirePositive("check-blocked-every", checkBlockedEvery);
		requirePositive("patience", patience);
		requirePositive("good-for", goodFor);
		refuseInherited("ops", ops, developer);
		refuseInherited("admin", admin, developer);
		refuseInherited("admin", admin, ops);
	}

	private static void requirePositive(String name, Duration value) {
		if (!value.isPositive()) {
			throw new IllegalArgumentException("gatehouse.roles." + name + ": must be longer than 0");
		}
	}

	private static void refuseInherited(String role, List<String> higher, List<String> lower) {
		for (String path : higher) {
			for (String above : lower) {
				if (path.equals(above) || path.startsWith(above + "/")) {
					throw new IllegalArgumentException(
							"gatehouse.roles.%s: the members of %s are all members of %s".formatted(role, above, path)
									+ " too; name a group that does not lie in it");
				}
			}
		}
	}

	/** The roles of somebody who is in these groups. */
	Set<Role> of(Set<String> groups) {
		EnumSet<Role> roles = EnumSet.noneOf(Role.class);
		for (Role role : Role.values()) {
			if (groupsOf(role).stream().anyMatch(groups::contains)) {
				roles.add(role);
			}
		}
		return roles;
	}

	/** The groups each of which gives the role. */
	List<String> groupsOf(Role role) {
		return switch (role) {
			case DEVELOPER -> concat(this.developer, groupsOf(Role.OPS));
			case OPS -> concat(this.ops, groupsOf(Role.ADMIN));
			case ADMIN -> this.admin;
		};
	}

	private static List<String> concat(List<String> first, List<String> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

}
