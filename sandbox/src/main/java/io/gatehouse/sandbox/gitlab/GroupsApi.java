package io.gatehouse.sandbox.gitlab;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.gatehouse.sandbox.http.HttpFault;
import org.jspecify.annotations.Nullable;

/** {@code /groups} and {@code /namespaces}. */
final class GroupsApi {

	private GroupsApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.api("GET", "/groups", GroupsApi::list)
			.api("POST", "/groups", GroupsApi::create)
			.api("GET", "/groups/{id}", GroupsApi::get)
			.api("PUT", "/groups/{id}", GroupsApi::update)
			.api("DELETE", "/groups/{id}", (call) -> Deletion.delete(call, call.group(Level.OWNER)))
			.api("POST", "/groups/{id}/restore", GroupsApi::restore)
			.api("POST", "/groups/{id}/archive", (call) -> archive(call, true))
			.api("POST", "/groups/{id}/unarchive", (call) -> archive(call, false))
			.api("GET", "/groups/{id}/subgroups", (call) -> below(call, false))
			.api("GET", "/groups/{id}/descendant_groups", (call) -> below(call, true))
			.api("GET", "/groups/{id}/projects", GroupsApi::projects)
			.api("GET", "/namespaces", GroupsApi::namespaces)
			.api("GET", "/namespaces/{id}", GroupsApi::namespace);
	}

	/** By default an administrator sees all groups, all others those they belong to. */
	private static Answer list(Call call) {
		User user = call.anybody();
		boolean all = user == null || user.admin || call.params().flag("all_available", false);
		return groups(call,
				call.state().groups.values()
					.stream()
					.filter((group) -> !group.isPersonal())
					.filter((group) -> all || call.directory().membership(call.caller(), group) > 0));
	}

	private static Answer below(Call call, boolean deep) {
		Group group = call.group(Level.NONE);
		Stream<Group> groups = deep
				? call.directory().descendants(group).stream().filter(Group.class::isInstance).map(Group.class::cast)
				: call.directory().subgroups(group);
		return groups(call, groups);
	}

	private static Answer groups(Call call, Stream<Group> groups) {
		User user = call.anybody();
		Directory directory = call.directory();
		long least = call.params().flag("owned", false) ? Level.OWNER.value
				: call.params().number("min_access_level", 0);
		boolean top = call.params().flag("top_level_only", false);
		String search = call.params().text("search", "").toLowerCase(Locale.ROOT);
		Stream<Group> found = groups.filter((group) -> directory.canRead(user, group))
			.filter((group) -> least == 0 || user != null && directory.membership(user, group) >= least)
			.filter((group) -> !top || group.parentId == null)
			.filter((group) -> isActiveOr(call, group))
			.filter((group) -> (group.name + "/" + directory.fullPath(group)).toLowerCase(Locale.ROOT)
				.contains(search));
		Function<Group, ?> view = call.views()::group;
		boolean descending = "desc".equals(call.params().text("sort"));
		Comparator<Group> order = "id".equals(call.params().text("order_by")) || Paging.isKeyset(call)
				? Comparator.comparingLong((group) -> group.id)
				: Comparator.comparing((Group group) -> group.name.toLowerCase(Locale.ROOT))
					.thenComparingLong((group) -> group.id);
		List<Group> sorted = found.sorted(descending ? order.reversed() : order).toList();
		return Paging.isKeyset(call) ? Paging.keyset(call, sorted, (group) -> group.id, !descending, view)
				: Paging.page(call, sorted, view);
	}

	private static boolean isActiveOr(Call call, Node node) {
		if (!call.params().has("active")) {
			return true;
		}
		boolean active = !node.archived && node.markedForDeletionOn == null
				&& call.directory()
					.ancestors(node)
					.stream()
					.noneMatch((group) -> group.markedForDeletionOn != null || group.archived);
		return active == call.params().flag("active", true);
	}

	private static Answer create(Call call) {
		User caller = call.caller();
		String name = call.params().required("name");
		String path = call.params().required("path");
		Long parentId = call.params().number("parent_id");
		Group parent = (parentId != null) ? parent(call, parentId) : null;
		Visibility visibility = Visibility.of(call.params().text("visibility", "private"));
		refuse(call, null, parent, name, path, visibility);
		Group group = Creation.group(call.directory(), parent, name, path, visibility, call.now());
		group.description = call.params().text("description", "");
		new Accounts(call.directory(), call.clock()).join(group, caller, Level.OWNER.value, null, caller);
		return Answer.created(call.views().group(group));
	}

	private static Group parent(Call call, long id) {
		Group parent = call.state().groups.get(id);
		if (parent == null || !call.directory().canRead(call.caller(), parent)) {
			throw Errors.notFound("Group");
		}
		if (parent.isPersonal() || call.directory().level(call.caller(), parent) < Level.MAINTAINER.value) {
			throw Errors.forbidden();
		}
		return parent;
	}

	private static void refuse(Call call, @Nullable Group itself, @Nullable Group parent, String name, String path,
			Visibility visibility) {
		Long parentId = (parent != null) ? Long.valueOf(parent.id) : null;
		boolean renamed = itself == null || !itself.name.equals(name);
		boolean moved = itself == null || !itself.path.equals(path);
		if (renamed && Names.groupName(name) instanceof String wrong) {
			throw unsaved(itself, "name", wrong);
		}
		if (moved && Names.groupPath(path, parent == null) instanceof String wrong) {
			throw unsaved(itself, "path", wrong);
		}
		if (call.directory().isPathTaken(parentId, path, itself)) {
			throw unsaved(itself, "path", "has already been taken");
		}
		if (parent != null && call.directory().isNameTaken(parentId, name, itself)) {
			throw unsaved(itself, "name", "has already been taken");
		}
		if (parent != null && call.directory().ancestors(parent).size() >= 20) {
			throw unsaved(itself, "parent_id", "has too deep level of nesting");
		}
		if (parent != null && visibility.widerThan(parent.visibility)) {
			throw unsaved(itself, "visibility_level",
					visibility + " is not allowed since the parent group has a " + parent.visibility + " visibility.");
		}
	}

	/** GitLab prints the errors of a new group as a Ruby hash. */
	private static HttpFault unsaved(@Nullable Group itself, String field, String wrong) {
		return (itself != null) ? Errors.field(field, wrong)
				: Errors.message(400, "Failed to save group {:" + field + "=>[\"" + wrong + "\"]}");
	}

	private static Answer get(Call call) {
		Group group = call.group(Level.NONE);
		Map<String, @Nullable Object> view = call.views().group(group);
		if (call.params().flag("with_projects", true)) {
			view.put("projects",
					call.directory()
						.projectsIn(group)
						.filter((project) -> call.directory().canRead(call.anybody(), project))
						.map(call.views()::project)
						.toList());
			view.put("shared_projects", List.of());
		}
		return Answer.ok(view);
	}

	private static Answer update(Call call) {
		Group group = call.group(Level.OWNER);
		Params params = call.params();
		String name = params.text("name", group.name);
		String path = params.text("path", group.path);
		Visibility visibility = Visibility.of(params.text("visibility", group.visibility.toString()));
		refuse(call, group, call.directory().parent(group), name, path, visibility);
		if (call.directory().descendants(group).stream().anyMatch((child) -> child.visibility.widerThan(visibility))) {
			throw Errors.field("visibility_level",
					visibility + " is not allowed since there are sub-groups or projects with higher visibility.");
		}
		call.directory().rename(group, name, path);
		group.visibility = visibility;
		group.description = params.text("description", group.description);
		return Answer.ok(call.views().group(group));
	}

	private static Answer restore(Call call) {
		Group group = call.group(Level.OWNER);
		Deletion.restore(call.directory(), group);
		return Answer.created(call.views().group(group));
	}

	private static Answer archive(Call call, boolean archived) {
		Group group = call.group(Level.OWNER);
		group.archived = archived;
		return Answer.ok(call.views().group(group));
	}

	private static Answer projects(Call call) {
		Group group = call.group(Level.NONE);
		Stream<Project> projects = call.params().flag("include_subgroups", false) ? call.directory()
			.descendants(group)
			.stream()
			.filter(Project.class::isInstance)
			.map(Project.class::cast) : call.directory().projectsIn(group);
		return ProjectsApi.list(call, projects.filter((project) -> isActiveOr(call, project)));
	}

	private static Answer namespaces(Call call) {
		User caller = call.caller();
		String search = call.params().text("search", "").toLowerCase(Locale.ROOT);
		List<Group> groups = call.state().groups.values()
			.stream()
			.filter((group) -> caller.admin || call.directory().membership(caller, group) > 0)
			.filter((group) -> call.directory().fullPath(group).toLowerCase(Locale.ROOT).contains(search))
			.toList();
		return Paging.page(call, groups, call.views()::namespace);
	}

	private static Answer namespace(Call call) {
		User caller = call.caller();
		Group group = call.directory().group(call.path("id"));
		if (group == null || !call.directory().canRead(caller, group)) {
			throw Errors.notFound("Namespace");
		}
		return Answer.ok(call.views().namespace(group));
	}

}
