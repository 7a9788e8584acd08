package io.gatehouse.adapter.gitlab;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.gatehouse.identity.Directory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads people and groups as an administrator: to others GitLab hides blocked accounts.
 */
@Component
final class GitlabDirectory implements Directory {

	/** How long the tree of groups, not who is in them, may be old. */
	private static final Duration TREE_FRESH = Duration.ofSeconds(30);

	private final GitlabClient client;

	private final Places places;

	private final Clock clock;

	private volatile @Nullable Tree tree;

	GitlabDirectory(GitlabClient client, Clock clock) {
		// Who may do what is asked before anything is done, and waits for nobody's plans.
		this.client = client.urgently();
		this.places = new Places(this.client);
		this.clock = clock;
	}

	@Override
	public Optional<Account> account(String username) {
		return this.places.user(username).map(GitlabDirectory::account);
	}

	@Override
	public Set<Long> blocked() {
		// Wider than "blocked", which leaves out the banned and the deactivated.
		return this.client.list(Wire.User.class, Map.of("exclude_active", true), "users")
			.stream()
			.filter((user) -> !user.active())
			.map(Wire.User::id)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Two calls at most, and one for each further 100 groups: the person's own
	 * memberships, read now, and the tree of groups that they are inherited down.
	 */
	@Override
	public Set<String> groupsOf(Account account) {
		List<Wire.Membership> memberships = this.client
			.list(Wire.Membership.class, Map.of("type", "Namespace"), "users", Long.toString(account.id()),
					"memberships")
			.stream()
			.filter((membership) -> membership.sourceType().equals("Namespace"))
			.filter((membership) -> membership.accessLevel() > AccessLevels.MINIMAL_ACCESS)
			.toList();
		Tree groups = tree(memberships);
		return memberships.stream()
			.flatMap((membership) -> groups.from(membership.sourceId()))
			.collect(Collectors.toUnmodifiableSet());
	}

	/** The tree; read anew where somebody is in a group that it does not know. */
	private Tree tree(List<Wire.Membership> memberships) {
		Tree last = this.tree;
		Instant now = this.clock.instant();
		if (last == null || last.at().plus(TREE_FRESH).isBefore(now)
				|| !memberships.stream().map(Wire.Membership::sourceId).allMatch(last.groups()::containsKey)) {
			last = new Tree(
					this.client.list(Wire.Group.class, Map.of("all_available", true), "groups")
						.stream()
						.collect(Collectors.toUnmodifiableMap(Wire.Group::id, Function.identity(), (one, same) -> one)),
					now);
			this.tree = last;
		}
		return last;
	}

	@Override
	public List<String> subgroups(String groupPath) {
		return this.places.group(groupPath)
			.stream()
			.flatMap((group) -> this.client
				.list(Wire.Group.class, Map.of("all_available", true), "groups", Long.toString(group.id()),
						"descendant_groups")
				.stream())
			.filter((group) -> !group.doomed())
			.map(Wire.Group::fullPath)
			.sorted()
			.toList();
	}

	static Account account(Wire.User user) {
		return new Account(user.id(), user.lowerCaseName(), user.name(), !user.active());
	}

	/** All groups, by id. */
	private record Tree(Map<Long, Wire.Group> groups, Instant at) {

		/** Paths of a group and of all below it that are not marked for deletion. */
		private Stream<String> from(long id) {
			Wire.Group top = this.groups.get(id);
			if (top == null) {
				return Stream.empty();
			}
			String below = lower(top) + "/";
			return this.groups.values()
				.stream()
				.filter((group) -> !group.doomed())
				.filter((group) -> group.id() == id || lower(group).startsWith(below))
				.map(Wire.Group::fullPath);
		}

		private static String lower(Wire.Group group) {
			return group.fullPath().toLowerCase(Locale.ROOT);
		}

	}

}
