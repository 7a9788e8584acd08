package io.gatehouse.sandbox.gitlab;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code /projects/:id/repository/branches} and {@code tags}. */
final class RefsApi {

	private static final Pattern NAME = Pattern
		.compile("(?!/|-|refs/)(?!.*(//|\\.\\.|@\\{))[^\\x00-\\x20~^:?*\\[\\\\]+(?<![/.])(?<!\\.lock)");

	private RefsApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.api("GET", "/projects/{id}/repository/branches", RefsApi::branches)
			.api("GET", "/projects/{id}/repository/branches/{name}", RefsApi::branch)
			.api("POST", "/projects/{id}/repository/branches", RefsApi::createBranch)
			.api("DELETE", "/projects/{id}/repository/branches/{name}", RefsApi::deleteBranch)
			.api("GET", "/projects/{id}/repository/tags", RefsApi::tags)
			.api("GET", "/projects/{id}/repository/tags/{name}", RefsApi::tag)
			.api("POST", "/projects/{id}/repository/tags", RefsApi::createTag)
			.api("DELETE", "/projects/{id}/repository/tags/{name}", RefsApi::deleteTag);
	}

	private static Answer branches(Call call) {
		Project project = Code.readable(call);
		String search = call.params().text("search", "").toLowerCase(Locale.ROOT);
		List<String> names = project.repository.branches.keySet()
			.stream()
			.filter((name) -> name.toLowerCase(Locale.ROOT).contains(search))
			.toList();
		return Paging.page(call, names, new RepositoryViews(call, project)::branch);
	}

	private static Answer branch(Call call) {
		Project project = Code.readable(call);
		if (!project.repository.branches.containsKey(call.path("name"))) {
			throw Errors.notFound("Branch");
		}
		return Answer.ok(new RepositoryViews(call, project).branch(call.path("name")));
	}

	/** In an empty repository the default branch comes first, with a README. */
	private static Answer createBranch(Call call) {
		Project project = Code.writable(call);
		String name = call.params().required("branch");
		String ref = call.params().required("ref");
		if (!NAME.matcher(name).matches()) {
			throw Errors.message(400, "Branch name is invalid");
		}
		if (project.repository.branches.containsKey(name)) {
			throw Errors.message(400, "Branch already exists");
		}
		Pushes.require(call, project, name);
		if (project.repository.isEmpty()) {
			new Commits(call.state(), project, call.clock()).addReadme(call.caller());
		}
		Commit commit = project.repository.find(ref, project.defaultBranch);
		if (commit == null) {
			throw Errors.message(400, "Invalid reference name: " + ref);
		}
		project.repository.branches.putIfAbsent(name, commit.id());
		return Answer.created(new RepositoryViews(call, project).branch(name));
	}

	private static Answer deleteBranch(Call call) {
		Project project = Code.writable(call);
		String name = call.path("name");
		if (!project.repository.branches.containsKey(name)) {
			throw Errors.notFound("Branch");
		}
		if (name.equals(project.defaultBranch)) {
			throw Errors.message(405, "You cannot delete the default branch");
		}
		if (project.protectedBranches.stream().anyMatch((rule) -> rule.covers(name))) {
			throw Errors.message(403, "You are not allowed to delete protected branches from this project.");
		}
		project.repository.branches.remove(name);
		return Answer.noContent();
	}

	private static Answer tags(Call call) {
		Project project = Code.readable(call);
		return Paging.page(call, List.copyOf(project.repository.tags.values()),
				new RepositoryViews(call, project)::tag);
	}

	private static Answer tag(Call call) {
		Project project = Code.readable(call);
		Tag tag = project.repository.tags.get(call.path("name"));
		if (tag == null) {
			throw Errors.notFound("Tag");
		}
		return Answer.ok(new RepositoryViews(call, project).tag(tag));
	}

	private static Answer createTag(Call call) {
		Project project = Code.writable(call);
		String name = call.params().required("tag_name");
		String ref = call.params().required("ref");
		if (!NAME.matcher(name).matches()) {
			throw Errors.message(400, "Tag name invalid");
		}
		if (project.repository.tags.containsKey(name)) {
			throw Errors.message(400, "Tag " + name + " already exists");
		}
		if (!Pushes.mayTag(call, project, name)) {
			throw Errors.message(400, "You are not allowed to create this tag as it is protected.");
		}
		Commit commit = project.repository.find(ref, project.defaultBranch);
		if (commit == null) {
			throw Errors.message(400, "Target " + ref + " is invalid");
		}
		Tag tag = new Tag(name, call.params().text("message", ""), commit.id(), call.now());
		project.repository.tags.put(name, tag);
		return Answer.created(new RepositoryViews(call, project).tag(tag));
	}

	private static Answer deleteTag(Call call) {
		Project project = Code.writable(call);
		String name = call.path("name");
		if (!project.repository.tags.containsKey(name)) {
			throw Errors.notFound("Tag");
		}
		if (!Pushes.mayTag(call, project, name)) {
			throw Errors.forbidden("You are not allowed to delete protected tags");
		}
		project.repository.tags.remove(name);
		return Answer.noContent();
	}

}
