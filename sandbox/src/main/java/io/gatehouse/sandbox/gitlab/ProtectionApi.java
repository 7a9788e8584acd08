package io.gatehouse.sandbox.gitlab;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * {@code /projects/:id/protected_branches} and {@code protected_tags}, as the free tier
 * has them.
 */
final class ProtectionApi {

	private ProtectionApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.api("GET", "/projects/{id}/protected_branches", ProtectionApi::branches)
			.api("GET", "/projects/{id}/protected_branches/{name}",
					(call) -> Answer.ok(view(branch(call, call.project(Level.DEVELOPER)))))
			.api("POST", "/projects/{id}/protected_branches", ProtectionApi::protectBranch)
			.api("PATCH", "/projects/{id}/protected_branches/{name}", ProtectionApi::changeBranch)
			.api("DELETE", "/projects/{id}/protected_branches/{name}", ProtectionApi::unprotectBranch)
			.api("GET", "/projects/{id}/protected_tags", ProtectionApi::tags)
			.api("GET", "/projects/{id}/protected_tags/{name}",
					(call) -> Answer.ok(view(tag(call, call.project(Level.DEVELOPER)))))
			.api("POST", "/projects/{id}/protected_tags", ProtectionApi::protectTag)
			.api("DELETE", "/projects/{id}/protected_tags/{name}", ProtectionApi::unprotectTag);
	}

	private static Answer branches(Call call) {
		Project project = call.project(Level.DEVELOPER);
		String search = call.params().text("search", "").toLowerCase(Locale.ROOT);
		List<ProtectedBranch> found = project.protectedBranches.stream()
			.filter((branch) -> branch.name().toLowerCase(Locale.ROOT).contains(search))
			.toList();
		return Paging.page(call, found, ProtectionApi::view);
	}

	/**
	 * Whatever lists of people or groups are sent is ignored: they are not part of the
	 * free tier.
	 */
	private static Answer protectBranch(Call call) {
		Project project = call.project(Level.MAINTAINER);
		String name = call.params().required("name");
		int push = level(call.params(), "push_access_level");
		int merge = level(call.params(), "merge_access_level");
		boolean force = call.params().flag("allow_force_push", false);
		if (name.isBlank()) {
			throw Errors.list(422, "Name can't be blank");
		}
		if (project.protectedBranches.stream().anyMatch((branch) -> branch.name().equals(name))) {
			throw Errors.message(409, "Protected branch '" + name + "' already exists");
		}
		ProtectedBranch branch = new ProtectedBranch(call.state().next("protection"), name, push, merge, force);
		project.protectedBranches.add(branch);
		return Answer.created(view(branch));
	}

	private static int level(Params params, String name) {
		int level = (int) params.number(name, Level.MAINTAINER.value);
		if (!List.of(0, 30, 40, 60).contains(level)) {
			throw Errors.parameter(name + " does not have a valid value");
		}
		return level;
	}

	/** Levels cannot be changed here; only whether one may force. */
	private static Answer changeBranch(Call call) {
		Project project = call.project(Level.MAINTAINER);
		ProtectedBranch branch = branch(call, project);
		ProtectedBranch changed = branch
			.allowingForcePush(call.params().flag("allow_force_push", branch.allowForcePush()));
		project.protectedBranches.replaceAll((other) -> (other == branch) ? changed : other);
		return Answer.ok(view(changed));
	}

	private static Answer unprotectBranch(Call call) {
		Project project = call.project(Level.MAINTAINER);
		project.protectedBranches.remove(branch(call, project));
		return Answer.noContent();
	}

	private static ProtectedBranch branch(Call call, Project project) {
		return project.protectedBranches.stream()
			.filter((branch) -> branch.name().equals(call.path("name")))
			.findFirst()
			.orElseThrow(Errors::notFound);
	}

	private static Map<String, @Nullable Object> view(ProtectedBranch branch) {
		return Json.object("id", branch.id(), "name", branch.name(), "push_access_levels",
				List.of(level(branch.id() * 2, branch.push())), "merge_access_levels",
				List.of(level(branch.id() * 2 + 1, branch.merge())), "allow_force_push", branch.allowForcePush());
	}

	private static Map<String, @Nullable Object> level(long id, int value) {
		return Json.object("id", id, "access_level", value, "access_level_description", Level.protection(value),
				"deploy_key_id", null);
	}

	private static Answer tags(Call call) {
		return Paging.page(call, call.project(Level.DEVELOPER).protectedTags, ProtectionApi::view);
	}

	private static Answer protectTag(Call call) {
		Project project = call.project(Level.MAINTAINER);
		String name = call.params().required("name");
		int create = level(call.params(), "create_access_level");
		if (name.isBlank()) {
			throw Errors.list(422, "Name can't be blank");
		}
		if (project.protectedTags.stream().anyMatch((tag) -> tag.name().equals(name))) {
			throw Errors.list(422, "Name has already been taken");
		}
		ProtectedTag tag = new ProtectedTag(name, call.state().next("protection"), create);
		project.protectedTags.add(tag);
		return Answer.created(view(tag));
	}

	private static Answer unprotectTag(Call call) {
		Project project = call.project(Level.MAINTAINER);
		project.protectedTags.remove(tag(call, project));
		return Answer.noContent();
	}

	private static ProtectedTag tag(Call call, Project project) {
		return project.protectedTags.stream()
			.filter((tag) -> tag.name().equals(call.path("name")))
			.findFirst()
			.orElseThrow(Errors::notFound);
	}

	private static Map<String, @Nullable Object> view(ProtectedTag tag) {
		return Json.object("name", tag.name(), "create_access_levels", List.of(level(tag.levelId(), tag.create())));
	}

}
