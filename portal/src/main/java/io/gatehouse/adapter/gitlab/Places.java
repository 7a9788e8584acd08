package io.gatehouse.adapter.gitlab;

import java.util.Map;
import java.util.Optional;

/** Finds groups, projects and users by their names, and nothing but these. */
final class Places {

	private final GitlabClient client;

	Places(GitlabClient client) {
		this.client = client;
	}

	/**
	 * The group with this path. GitLab takes a path of digits for an id: what comes back
	 * is held against what was asked for.
	 */
	Optional<Wire.Group> group(String fullPath) {
		return this.client.find(Wire.Group.class, Map.of("with_projects", false), "groups", fullPath)
			.filter((group) -> group.fullPath().equalsIgnoreCase(fullPath))
			.filter((group) -> !group.doomed());
	}

	/** The project with this path, not one that moved away or is marked for deletion. */
	Optional<Wire.Project> project(String fullPath) {
		return this.client.find(Wire.Project.class, "projects", fullPath)
			.filter((project) -> project.pathWithNamespace().equalsIgnoreCase(fullPath))
			.filter((project) -> !project.doomed());
	}

	Optional<Wire.User> user(String username) {
		return this.client.list(Wire.User.class, Map.of("username", username), "users")
			.stream()
			.filter((user) -> user.username().equalsIgnoreCase(username))
			.findFirst();
	}

	Optional<Wire.User> user(long id) {
		return this.client.find(Wire.User.class, "users", Long.toString(id));
	}

	/** The portal's own account. */
	long self() {
		return this.client.find(Wire.User.class, "user")
			.map(Wire.User::id)
			.orElseThrow(() -> new IllegalStateException("GitLab knows no user of the portal's token"));
	}

	static String parent(String fullPath) {
		int slash = fullPath.lastIndexOf('/');
		return (slash < 0) ? "" : fullPath.substring(0, slash);
	}

	static String last(String fullPath) {
		return fullPath.substring(fullPath.lastIndexOf('/') + 1);
	}

}
