package io.gatehouse.sandbox.gitlab;

import java.util.List;

/** Who may push to which branch and create which tag. */
final class Pushes {

	private Pushes() {
	}

	static boolean allowed(Call call, Project project, String branch) {
		int level = call.directory().level(call.caller(), project);
		List<Integer> levels = project.protectedBranches.stream()
			.filter((rule) -> rule.covers(branch))
			.map(ProtectedBranch::push)
			.toList();
		boolean first = project.repository.isEmpty() && branch.equals(project.defaultBranch);
		if (levels.isEmpty()) {
			return level >= (first ? Level.MAINTAINER : Level.DEVELOPER).value;
		}
		return reaches(level, levels);
	}

	static boolean mayTag(Call call, Project project, String tag) {
		int level = call.directory().level(call.caller(), project);
		List<Integer> levels = project.protectedTags.stream()
			.filter((rule) -> rule.covers(tag))
			.map(ProtectedTag::create)
			.toList();
		return levels.isEmpty() ? level >= Level.DEVELOPER.value : reaches(level, levels);
	}

	static void require(Call call, Project project, String branch) {
		if (!allowed(call, project, branch)) {
			throw Errors.forbidden("You are not allowed to push into this branch");
		}
	}

	/** Of several rules the most permissive one counts; 0 lets nobody through. */
	private static boolean reaches(int level, List<Integer> levels) {
		return levels.stream().anyMatch((least) -> least > 0 && level >= least);
	}

}
