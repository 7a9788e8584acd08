package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** Adds commits to a project, with all that a push brings about. */
final class Commits {

	private final State state;

	private final Project project;

	private final Clock clock;

	Commits(State state, Project project, Clock clock) {
		this.state = state;
		this.project = project;
		this.clock = clock;
	}

	Commit add(String branch, @Nullable Commit parent, String message, User author, Map<String, Commit.Entry> tree) {
		boolean first = this.project.repository.isEmpty();
		Commit commit = this.project.repository.commit(branch, parent, message, author, this.clock.instant(), tree);
		this.project.lastActivityAt = commit.at();
		if (first) {
			this.project.defaultBranch = branch;
			protectDefaultBranch();
		}
		return commit;
	}

	Commit addReadme(User author) {
		return addFile("README.md", "# " + this.project.name + "\n", "Initial commit", author);
	}

	/** Commits one file to the default branch. */
	Commit addFile(String path, String content, String message, User author) {
		Repository repository = this.project.repository;
		Commit parent = repository.find(this.project.defaultBranch, this.project.defaultBranch);
		Map<String, Commit.Entry> tree = new TreeMap<>((parent != null) ? parent.tree() : Map.of());
		tree.put(path, new Commit.Entry(repository.keep(content.getBytes(StandardCharsets.UTF_8)), false));
		return add(this.project.defaultBranch, parent, message, author, tree);
	}

	/** GitLab does this in a job after the first push; here it is done at once. */
	private void protectDefaultBranch() {
		String name = this.project.defaultBranch;
		if (this.project.protectedBranches.stream().noneMatch((branch) -> branch.name().equals(name))) {
			this.project.protectedBranches.add(new ProtectedBranch(this.state.next("protection"), name,
					Level.MAINTAINER.value, Level.MAINTAINER.value, false));
		}
	}

}
