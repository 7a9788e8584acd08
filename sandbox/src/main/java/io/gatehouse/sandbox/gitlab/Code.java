package io.gatehouse.sandbox.gitlab;

/** Access to the repository of a call's project. */
final class Code {

	private Code() {
	}

	/** Members read from Reporter up; all others what is not private. */
	static Project readable(Call call) {
		Project project = call.project(Level.NONE);
		boolean member = call.directory().level(call.anybody(), project) >= Level.REPORTER.value;
		if (!member && project.visibility == Visibility.PRIVATE) {
			throw Errors.forbidden();
		}
		return project;
	}

	static Project writable(Call call) {
		Project project = call.project(Level.DEVELOPER);
		if (project.archived) {
			throw Errors.forbidden("Project is archived");
		}
		return project;
	}

	/** The commit that the name stands for; a 404 where there is none. */
	static Commit find(Project project, String ref, String what) {
		Commit commit = project.repository.find(ref, project.defaultBranch);
		if (commit == null) {
			throw Errors.notFound(what);
		}
		return commit;
	}

}
