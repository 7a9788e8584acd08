package io.gatehouse.sandbox.gitlab;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Users, groups, projects and members as GitLab's JSON has them. */
record Views(Directory directory, URI external) {

	String url(Node node) {
		return this.external + "/" + ((node instanceof Group) ? "groups/" : "") + this.directory.fullPath(node);
	}

	Map<String, @Nullable Object> user(User user) {
		return Json.object("id", user.id, "username", user.username, "name", user.name, "state", user.state(), "locked",
				false, "avatar_url", null, "web_url", this.external + "/" + user.username);
	}

	Map<String, @Nullable Object> fullUser(User user, boolean toAdmin) {
		Map<String, @Nullable Object> view = user(user);
		view.put("created_at", Json.stamp(user.createdAt));
		view.put("bio", "");
		view.put("bot", user.bot);
		view.put("public_email", user.email);
		if (toAdmin) {
			view.put("email", user.email);
			view.put("is_admin", user.admin);
			view.put("two_factor_enabled", false);
			view.put("external", false);
			view.put("identities", List.of());
		}
		return view;
	}

	Map<String, @Nullable Object> currentUser(User user) {
		Map<String, @Nullable Object> view = fullUser(user, user.admin);
		view.put("email", user.email);
		view.put("confirmed_at", Json.stamp(user.createdAt));
		view.put("can_create_group", true);
		view.put("can_create_project", true);
		return view;
	}

	Map<String, @Nullable Object> namespace(Group group) {
		return Json.object("id", group.id, "name", group.name, "path", group.path, "kind",
				group.isPersonal() ? "user" : "group", "full_path", this.directory.fullPath(group), "parent_id",
				group.parentId, "avatar_url", null, "web_url",
				group.isPersonal() ? this.external + "/" + group.path : url(group));
	}

	Map<String, @Nullable Object> group(Group group) {
		return Json.object("id", group.id, "web_url", url(group), "name", group.name, "path", group.path, "description",
				group.description, "visibility", group.visibility.toString(), "request_access_enabled", true,
				"avatar_url", null, "full_name", this.directory.fullName(group), "full_path",
				this.directory.fullPath(group), "created_at", Json.stamp(group.createdAt), "parent_id", group.parentId,
				"project_creation_level", "developer", "subgroup_creation_level", "maintainer", "archived",
				group.archived, "marked_for_deletion_on", Json.date(group.markedForDeletionOn));
	}

	Map<String, @Nullable Object> project(Project project) {
		Group namespace = Objects.requireNonNull(this.directory.parent(project));
		String path = this.directory.fullPath(project);
		return Json.object("id", project.id, "description", project.description, "name", project.name,
				"name_with_namespace", this.directory.fullName(project), "path", project.path, "path_with_namespace",
				path, "created_at", Json.stamp(project.createdAt), "default_branch", project.defaultBranch, "topics",
				project.topics, "tag_list", project.topics, "ssh_url_to_repo",
				"git@" + this.external.getHost() + ":" + path + ".git", "http_url_to_repo",
				this.external + "/" + path + ".git", "web_url", url(project), "readme_url", null, "avatar_url", null,
				"forks_count", 0, "star_count", 0, "last_activity_at", Json.stamp(project.lastActivityAt), "namespace",
				namespace(namespace), "visibility", project.visibility.toString(), "archived", project.archived,
				"empty_repo", project.repository.isEmpty(), "creator_id", project.creatorId, "issues_enabled", true,
				"merge_requests_enabled", true, "only_allow_merge_if_pipeline_succeeds",
				project.onlyMergeIfPipelineSucceeds, "only_allow_merge_if_all_discussions_are_resolved",
				project.onlyMergeIfDiscussionsResolved, "marked_for_deletion_at",
				Json.date(project.markedForDeletionOn), "marked_for_deletion_on",
				Json.date(project.markedForDeletionOn));
	}

	/** A project with what the caller may do in it. */
	Map<String, @Nullable Object> projectFor(Project project, @Nullable User caller) {
		Map<String, @Nullable Object> view = project(project);
		int own = (caller != null && project.members.get(caller.id) instanceof Member member) ? member.level() : 0;
		int inherited = (caller != null) ? this.directory.inherited(caller, project) : 0;
		view.put("permissions", Json.object("project_access", access(own), "group_access", access(inherited)));
		return view;
	}

	private static @Nullable Object access(int level) {
		return (level > 0) ? Json.object("access_level", level, "notification_level", 3) : null;
	}

	Map<String, @Nullable Object> member(Member member) {
		Map<String, @Nullable Object> view = user(this.directory.user(member.userId()));
		view.put("access_level", member.level());
		view.put("created_at", Json.stamp(member.createdAt()));
		User creator = (member.createdBy() != null) ? this.directory.state().users.get(member.createdBy()) : null;
		view.put("created_by", (creator != null) ? user(creator) : null);
		view.put("expires_at", Json.date(member.expiresAt()));
		view.put("membership_state", "active");
		return view;
	}

	Map<String, @Nullable Object> accessToken(AccessToken token, LocalDate today) {
		return Json.object("id", token.id(), "name", token.name(), "revoked", token.revoked(), "created_at",
				Json.stamp(token.createdAt()), "description", null, "scopes", token.scopes(), "user_id", token.userId(),
				"last_used_at", null, "active", token.isActive(today), "expires_at", Json.date(token.expiresAt()));
	}

}
