package io.gatehouse.sandbox.gitlab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** {@code /projects}. */
final class ProjectsApi {

	private static final String TAKEN = "has already been taken";

	private ProjectsApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.api("GET", "/projects", (call) -> list(call, call.state().projects.values().stream()))
			.api("POST", "/projects", ProjectsApi::create)
			.api("GET", "/projects/{id}", ProjectsApi::get)
			.api("PUT", "/projects/{id}", ProjectsApi::update)
			.api("DELETE", "/projects/{id}", (call) -> Deletion.delete(call, call.project(Level.OWNER)))
			.api("POST", "/projects/{id}/restore", ProjectsApi::restore)
			.api("POST", "/projects/{id}/archive", (call) -> archive(call, true))
			.api("POST", "/projects/{id}/unarchive", (call) -> archive(call, false));
	}

	static Answer list(Call call, Stream<Project> projects) {
		User user = call.anybody();
		Directory directory = call.directory();
		Params params = call.params();
		boolean own = params.flag("membership", false);
		long least = params.flag("owned", false) ? Level.OWNER.value : params.number("min_access_level", own ? 1 : 0);
		String search = params.text("search", "").toLowerCase(Locale.ROOT);
		String visibility = params.text("visibility");
		Stream<Project> found = projects.filter((project) -> directory.canRead(user, project))
			.filter((project) -> least == 0 || user != null && directory.membership(user, project) >= least)
			.filter((project) -> visibility == null || project.visibility.toString().equals(visibility))
			.filter((project) -> !params.has("archived") || params.flag("archived", false) == project.archived)
			.filter((project) -> (project.name + "/"
					+ (params.flag("search_namespaces", false) ? directory.fullPath(project) : project.path))
				.toLowerCase(Locale.ROOT)
				.contains(search));
		boolean ascending = "asc".equals(params.text("sort"));
		Comparator<Project> order = order(params.text("order_by", "created_at"));
		List<Project> sorted = found.sorted(ascending ? order : order.reversed()).toList();
		if (Paging.isKeyset(call) && "id".equals(params.text("order_by"))) {
			return Paging.keyset(call, sorted, (project) -> project.id, ascending, call.views()::project);
		}
		return Paging.page(call, sorted, call.views()::project);
	}

	private static Comparator<Project> order(String field) {
		return switch (field) {
			case "name" -> Comparator.comparing((Project project) -> project.name.toLowerCase(Locale.ROOT));
			case "path" -> Comparator.comparing((Project project) -> project.path.toLowerCase(Locale.ROOT));
			case "last_activity_at", "updated_at" -> Comparator.comparing((Project project) -> project.lastActivityAt);
			case "id", "created_at", "similarity", "star_count" -> Comparator.comparingLong((project) -> project.id);
			default -> throw Errors.parameter("order_by does not have a valid value");
		};
	}

	private static Answer create(Call call) {
		User caller = call.caller();
		Params params = call.params();
		if (!params.has("name") && !params.has("path")) {
			throw Errors.parameter("name, path are missing, at least one parameter must be provided");
		}
		Group namespace = namespace(call, caller);
		String name = params.text("name", params.text("path", ""));
		String path = params.text("path", Names.slug(name));
		Visibility visibility = Visibility.of(params.text("visibility", "private"));
		refuse(call, null, namespace, name, path);
		Project project = Creation.project(call.directory(), namespace, name, path, caller, call.now());
		project.visibility = visibility.widerThan(namespace.visibility) && !namespace.isPersonal()
				? namespace.visibility : visibility;
		project.defaultBranch = params.text("default_branch", "main");
		settings(project, params);
		if (namespace.isPersonal()) {
			new Accounts(call.directory(), call.clock()).join(project, call.directory().user(ownerOf(namespace)),
					Level.OWNER.value, null, caller);
		}
		if (params.flag("initialize_with_readme", false)) {
			new Commits(call.state(), project, call.clock()).addReadme(caller);
		}
		return Answer.created(call.views().project(project));
	}

	private static long ownerOf(Group namespace) {
		return Objects.requireNonNull(namespace.ownerId);
	}

	private static Group namespace(Call call, User caller) {
		Long id = call.params().number("namespace_id");
		Group namespace = (id != null) ? call.state().groups.get(id) : call.directory().group(caller.username);
		if (namespace == null || call.directory().level(caller, namespace) < Level.DEVELOPER.value) {
			throw Errors.field("namespace", "is not valid");
		}
		return namespace;
	}

	private static void refuse(Call call, @Nullable Project itself, Group namespace, String name, String path) {
		Map<String, List<String>> wrong = new LinkedHashMap<>();
		if ((itself == null || !itself.name.equals(name)) && Names.projectName(name) instanceof String text) {
			wrong.put("name", List.of(text));
		}
		if ((itself == null || !itself.path.equals(path)) && Names.projectPath(path) instanceof String text) {
			wrong.put("path", List.of(text));
		}
		if (call.directory().isNameTaken(namespace.id, name, itself)) {
			wrong.put("project_namespace.name", List.of(TAKEN));
			wrong.put("name", List.of(TAKEN));
		}
		if (call.directory().isPathTaken(namespace.id, path, itself)) {
			wrong.put("path", List.of(TAKEN));
		}
		if (!wrong.isEmpty()) {
			throw Errors.fields(wrong);
		}
	}

	private static void settings(Project project, Params params) {
		project.description = params.text("description", project.description);
		project.onlyMergeIfPipelineSucceeds = params.flag("only_allow_merge_if_pipeline_succeeds",
				project.onlyMergeIfPipelineSucceeds);
		project.onlyMergeIfDiscussionsResolved = params.flag("only_allow_merge_if_all_discussions_are_resolved",
				project.onlyMergeIfDiscussionsResolved);
		if (params.has("topics")) {
			project.topics = new ArrayList<>(params.list("topics"));
		}
	}

	private static Answer get(Call call) {
		Project project = call.project(Level.NONE);
		return Answer.ok(call.views().projectFor(project, call.anybody()));
	}

	private static Answer update(Call call) {
		Project project = call.project(Level.MAINTAINER);
		Params params = call.params();
		Group namespace = Objects.requireNonNull(call.directory().parent(project));
		String name = params.text("name", project.name);
		String path = params.text("path", project.path);
		refuse(call, project, namespace, name, path);
		Visibility visibility = Visibility.of(params.text("visibility", project.visibility.toString()));
		if (!namespace.isPersonal() && visibility.widerThan(namespace.visibility)) {
			throw Errors.field("visibility_level",
					visibility + " is not allowed in a " + namespace.visibility + " group.");
		}
		String branch = params.text("default_branch", project.defaultBranch);
		if (!project.repository.isEmpty() && !project.repository.branches.containsKey(branch)) {
			throw Errors.field("base", "Could not set the default branch");
		}
		call.directory().rename(project, name, path);
		project.visibility = visibility;
		project.defaultBranch = branch;
		settings(project, params);
		return Answer.ok(call.views().project(project));
	}

	private static Answer restore(Call call) {
		Project project = call.project(Level.OWNER);
		Deletion.restore(call.directory(), project);
		return Answer.created(call.views().project(project));
	}

	private static Answer archive(Call call, boolean archived) {
		Project project = call.project(Level.OWNER);
		project.archived = archived;
		return Answer.created(call.views().project(project));
	}

}
