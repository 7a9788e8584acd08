package io.gatehouse.sandbox.gitlab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** {@code /projects/:id/repository/commits} and {@code compare}. */
final class CommitsApi {

	private CommitsApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.api("GET", "/projects/{id}/repository/commits", CommitsApi::list)
			.api("POST", "/projects/{id}/repository/commits", CommitsApi::create)
			.api("GET", "/projects/{id}/repository/commits/{sha}", CommitsApi::get)
			.api("GET", "/projects/{id}/repository/commits/{sha}/diff", CommitsApi::diff)
			.api("POST", "/projects/{id}/repository/commits/{sha}/revert", CommitsApi::revert)
			.api("GET", "/projects/{id}/repository/compare", CommitsApi::compare);
	}

	private static Answer list(Call call) {
		Project project = Code.readable(call);
		String ref = call.params().text("ref_name", project.defaultBranch);
		String path = call.params().text("path", "");
		if (project.repository.isEmpty()) {
			return Paging.pageWithoutTotals(call, List.of(), (item) -> item);
		}
		Repository repository = project.repository;
		List<Commit> commits = repository.history(Code.find(project, ref, "Commit"))
			.stream()
			.filter((commit) -> path.isEmpty() || touches(repository, commit, path))
			.toList();
		return Paging.pageWithoutTotals(call, commits, new RepositoryViews(call, project)::commit);
	}

	private static boolean touches(Repository repository, Commit commit, String path) {
		Commit parent = commit.parents().isEmpty() ? null : repository.commit(commit.parents().getFirst());
		return Repository.changes(parent, commit)
			.keySet()
			.stream()
			.anyMatch((changed) -> changed.equals(path) || changed.startsWith(path + "/"));
	}

	private static Answer create(Call call) {
		Project project = Code.writable(call);
		Params params = call.params();
		String branch = params.required("branch");
		String message = params.required("commit_message");
		params.present("actions");
		if (params.has("start_branch") && params.has("start_sha")) {
			throw Errors.parameter("start_branch, start_sha are mutually exclusive");
		}
		List<FileAction> actions = params.objects("actions").stream().map(FileAction::of).toList();
		Commit commit = commit(call, project, branch, message, actions);
		Map<String, @Nullable Object> view = new RepositoryViews(call, project).commit(commit);
		view.put("stats", Json.object("additions", 0, "deletions", 0, "total", 0));
		return Answer.created(view);
	}

	/**
	 * Commits the actions to the branch; starts it where {@code start_branch} or
	 * {@code start_sha} says so.
	 */
	static Commit commit(Call call, Project project, String branch, String message, List<FileAction> actions) {
		Pushes.require(call, project, branch);
		Repository repository = project.repository;
		Commit parent = parent(call, project, branch);
		Map<String, Commit.Entry> tree = new TreeMap<>((parent != null) ? parent.tree() : Map.of());
		for (FileAction action : actions) {
			action.apply(repository, parent, tree);
		}
		return new Commits(call.state(), project, call.clock()).add(branch, parent, message, call.caller(), tree);
	}

	private static @Nullable Commit parent(Call call, Project project, String branch) {
		String start = call.params().text("start_branch", call.params().text("start_sha", ""));
		Repository repository = project.repository;
		String head = repository.branches.get(branch);
		if (!start.isEmpty() && !start.equals(branch)) {
			if (head != null && !call.params().flag("force", false)) {
				throw Errors.message(400, "A branch called '" + branch
						+ "' already exists. Switch to that branch in order to make changes");
			}
			Commit commit = repository.find(start, project.defaultBranch);
			if (commit == null) {
				throw Errors.message(400, "Cannot find start_branch '" + start + "'");
			}
			return commit;
		}
		if (head == null && !repository.isEmpty()) {
			throw Errors.message(400, "You can only create or edit files when you are on a branch");
		}
		return (head != null) ? repository.commit(head) : null;
	}

	private static Answer get(Call call) {
		Project project = Code.readable(call);
		return Answer.ok(new RepositoryViews(call, project).commit(Code.find(project, call.path("sha"), "Commit")));
	}

	private static Answer diff(Call call) {
		Project project = Code.readable(call);
		Commit commit = Code.find(project, call.path("sha"), "Commit");
		Commit parent = commit.parents().isEmpty() ? null : project.repository.commit(commit.parents().getFirst());
		return Paging.page(call, new RepositoryViews(call, project).changes(parent, commit), (change) -> change);
	}

	private static Answer revert(Call call) {
		Project project = Code.writable(call);
		String branch = call.params().required("branch");
		Commit bad = Code.find(project, call.path("sha"), "Commit");
		Pushes.require(call, project, branch);
		if (!project.repository.branches.containsKey(branch)) {
			throw Errors.notFound("Branch");
		}
		Commit head = Code.find(project, branch, "Branch");
		Commit parent = bad.parents().isEmpty() ? null : project.repository.commit(bad.parents().getFirst());
		Map<String, Commit.Entry> tree = new TreeMap<>(head.tree());
		for (Map.Entry<String, Repository.Change> change : Repository.changes(parent, bad).entrySet()) {
			Commit.Entry now = tree.get(change.getKey());
			if (now == null ? change.getValue().after() != null : !now.equals(change.getValue().after())) {
				return unreverted("conflict");
			}
			if (change.getValue().before() != null) {
				tree.put(change.getKey(), change.getValue().before());
			}
			else {
				tree.remove(change.getKey());
			}
		}
		if (tree.equals(head.tree())) {
			return unreverted("empty");
		}
		if (call.params().flag("dry_run", false)) {
			return Answer.ok(Map.of("dry_run", "success"));
		}
		String message = "Revert \"" + bad.title() + "\"\n\nThis reverts commit " + bad.id();
		Commit commit = new Commits(call.state(), project, call.clock()).add(branch, head, message, call.caller(),
				tree);
		return Answer.created(new RepositoryViews(call, project).commit(commit));
	}

	private static Answer unreverted(String code) {
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("message", "Sorry, we cannot revert this commit automatically. "
				+ "This commit may already have been reverted, or a more recent commit may have updated some of its content.");
		body.put("error_code", code);
		return new Answer(400, body, Map.of());
	}

	/** What {@code to} has since it and {@code from} had a commit in common. */
	private static Answer compare(Call call) {
		Project project = Code.readable(call);
		Commit from = Code.find(project, call.params().required("from"), "Ref");
		Commit to = Code.find(project, call.params().required("to"), "Ref");
		Repository repository = project.repository;
		List<Commit> known = repository.history(from);
		List<Commit> added = repository.history(to).stream().filter((commit) -> !known.contains(commit)).toList();
		Commit base = call.params().flag("straight", false) ? from
				: repository.history(to).stream().filter(known::contains).findFirst().orElse(null);
		RepositoryViews views = new RepositoryViews(call, project);
		return Answer.ok(Json.object("commit", added.isEmpty() ? null : views.commit(to), "commits",
				added.reversed().stream().map(views::commit).toList(), "diffs", views.changes(base, to),
				"compare_timeout", false, "compare_same_ref", from.equals(to), "web_url",
				call.views().url(project) + "/-/compare/" + from.id() + "..." + to.id()));
	}

}
