package io.gatehouse.sandbox.gitlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Finds users, groups and projects, and knows who stands where. */
final class Directory {

	private final State state;

	Directory(State state) {
		this.state = state;
	}

	State state() {
		return this.state;
	}

	@Nullable User user(String username) {
		return this.state.users.values()
			.stream()
			.filter((user) -> user.username.equalsIgnoreCase(username))
			.findFirst()
			.orElse(null);
	}

	User user(long id) {
		return Objects.requireNonNull(this.state.users.get(id), () -> "user " + id);
	}

	/** The group or namespace with this number or full path. */
	@Nullable Group group(String idOrPath) {
		if (isNumber(idOrPath)) {
			return this.state.groups.get(Long.valueOf(idOrPath));
		}
		Group group = null;
		for (String segment : idOrPath.split("/", -1)) {
			Group parent = group;
			group = this.state.groups.values()
				.stream()
				.filter((candidate) -> candidate.path.equalsIgnoreCase(segment)
						&& Objects.equals(candidate.parentId, (parent != null) ? parent.id : null))
				.findFirst()
				.orElse(null);
			if (group == null) {
				return null;
			}
		}
		return group;
	}

	/** The project with this number or full path, not one that moved away. */
	@Nullable Project project(String idOrPath) {
		if (isNumber(idOrPath)) {
			return this.state.projects.get(Long.valueOf(idOrPath));
		}
		int slash = idOrPath.lastIndexOf('/');
		Group parent = (slash > 0) ? group(idOrPath.substring(0, slash)) : null;
		if (parent == null) {
			return null;
		}
		String last = idOrPath.substring(slash + 1);
		return projectsIn(parent).filter((project) -> project.path.equalsIgnoreCase(last)).findFirst().orElse(null);
	}

	/** The project that had this full path before. */
	@Nullable Project movedProject(String path) {
		Long id = this.state.movedProjects.get(path.toLowerCase(Locale.ROOT));
		return (id != null) ? this.state.projects.get(id) : null;
	}

	static boolean isNumber(String text) {
		return !text.isEmpty() && text.length() < 19 && text.chars().allMatch((digit) -> digit >= '0' && digit <= '9');
	}

	@Nullable Group parent(Node node) {
		return (node.parentId != null) ? this.state.groups.get(node.parentId) : null;
	}

	/** All groups above, the nearest first. */
	List<Group> ancestors(Node node) {
		List<Group> ancestors = new ArrayList<>();
		for (Group group = parent(node); group != null; group = parent(group)) {
			ancestors.add(group);
		}
		return ancestors;
	}

	String fullPath(Node node) {
		Group parent = parent(node);
		return (parent != null) ? fullPath(parent) + "/" + node.path : node.path;
	}

	String fullName(Node node) {
		Group parent = parent(node);
		return (parent != null) ? fullName(parent) + " / " + node.name : node.name;
	}

	Stream<Group> subgroups(Group group) {
		return this.state.groups.values().stream().filter((child) -> Objects.equals(child.parentId, group.id));
	}

	Stream<Project> projectsIn(Group group) {
		return this.state.projects.values().stream().filter((child) -> Objects.equals(child.parentId, group.id));
	}

	/** All groups and projects below, at any depth. */
	List<Node> descendants(Group group) {
		List<Node> descendants = new ArrayList<>();
		subgroups(group).forEach((child) -> {
			descendants.add(child);
			descendants.addAll(descendants(child));
		});
		projectsIn(group).forEach(descendants::add);
		return descendants;
	}

	/** All groups that have a row for the user. */
	Stream<Group> directGroups(User user) {
		return this.state.groups.values()
			.stream()
			.filter((group) -> !group.isPersonal() && group.members.containsKey(user.id));
	}

	/**
	 * The level of a user's membership, be it direct or inherited; 0 where there is none.
	 */
	int membership(User user, Node node) {
		int own = directLevel(user, node);
		return ancestors(node).stream().mapToInt((group) -> directLevel(user, group)).reduce(own, Math::max);
	}

	/** The highest level that comes from above. */
	int inherited(User user, Node node) {
		return ancestors(node).stream().mapToInt((group) -> directLevel(user, group)).max().orElse(0);
	}

	private static int directLevel(User user, Node node) {
		Member member = node.members.get(user.id);
		return (member != null) ? member.level() : 0;
	}

	/** What a user may do here; an administrator may do all. */
	int level(@Nullable User user, Node node) {
		if (user == null) {
			return 0;
		}
		return user.admin ? Level.ADMIN.value : membership(user, node);
	}

	boolean canRead(@Nullable User user, Node node) {
		if (node.visibility == Visibility.PUBLIC || level(user, node) > 0) {
			return true;
		}
		if (user == null) {
			return false;
		}
		return node.visibility == Visibility.INTERNAL
				|| node instanceof Group group && (Objects.equals(group.ownerId, user.id)
						|| descendants(group).stream().anyMatch((child) -> child.members.containsKey(user.id)));
	}

	/** Whether the name or the path is taken by another child of the same parent. */
	boolean isPathTaken(@Nullable Long parentId, String path, @Nullable Node except) {
		return siblings(parentId, except).anyMatch((node) -> node.path.equalsIgnoreCase(path));
	}

	boolean isNameTaken(@Nullable Long parentId, String name, @Nullable Node except) {
		return siblings(parentId, except).anyMatch((node) -> node.name.equals(name));
	}

	private Stream<Node> siblings(@Nullable Long parentId, @Nullable Node except) {
		return Stream.concat(this.state.groups.values().stream(), this.state.projects.values().stream())
			.map(Node.class::cast)
			.filter((node) -> node != except && Objects.equals(node.parentId, parentId));
	}

	/** Gives a new name and path, and remembers under which paths projects were known. */
	void rename(Node node, String name, String path) {
		if (!node.path.equals(path)) {
			movedWith(node).forEach(
					(project) -> this.state.movedProjects.put(fullPath(project).toLowerCase(Locale.ROOT), project.id));
		}
		node.name = name;
		node.path = path;
		movedWith(node)
			.forEach((project) -> this.state.movedProjects.remove(fullPath(project).toLowerCase(Locale.ROOT)));
	}

	private List<Project> movedWith(Node node) {
		return switch (node) {
			case Project project -> List.of(project);
			case Group group ->
				descendants(group).stream().filter(Project.class::isInstance).map(Project.class::cast).toList();
		};
	}

	void add(Project project) {
		this.state.projects.put(project.id, project);
		this.state.movedProjects.remove(fullPath(project).toLowerCase(Locale.ROOT));
	}

	void destroy(Node node) {
		switch (node) {
			case Project project -> {
				this.state.projects.remove(project.id);
				this.state.movedProjects.values().removeIf((id) -> id == project.id);
			}
			case Group group -> {
				descendants(group).forEach(this::destroy);
				this.state.groups.remove(group.id);
			}
		}
	}

}
