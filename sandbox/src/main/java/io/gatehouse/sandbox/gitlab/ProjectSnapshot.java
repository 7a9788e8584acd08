package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * A project at one moment, for assertions.
 *
 * @param members direct members by user name
 * @param protectedBranches by name
 * @param protectedTags who may create, by name
 * @param deployTokens their names
 * @param files the contents on the default branch, by path
 * @param commits the messages on the default branch, newest first
 */
public record ProjectSnapshot(long id, String path, String visibility, boolean archived,
		@Nullable LocalDate markedForDeletionOn, boolean onlyMergeIfPipelineSucceeds, Map<String, Membership> members,
		Map<String, Protection> protectedBranches, Map<String, Integer> protectedTags, List<String> deployTokens,
		Map<String, String> variables, Map<String, String> files, List<String> commits) {

	/** A direct membership; the level is GitLab's number. */
	public record Membership(int level, @Nullable LocalDate expiresAt) {

		static Map<String, Membership> of(Directory directory, Node node) {
			Map<String, Membership> members = new TreeMap<>();
			node.members.values()
				.forEach((member) -> members.put(directory.user(member.userId()).username,
						new Membership(member.level(), member.expiresAt())));
			return members;
		}

	}

	/** Who may push to and merge into a branch, in GitLab's numbers. */
	public record Protection(int push, int merge, boolean allowForcePush) {
	}

	static ProjectSnapshot of(Directory directory, Project project) {
		Map<String, Protection> branches = new TreeMap<>();
		project.protectedBranches.forEach((branch) -> branches.put(branch.name(),
				new Protection(branch.push(), branch.merge(), branch.allowForcePush())));
		Map<String, Integer> tags = new TreeMap<>();
		project.protectedTags.forEach((tag) -> tags.put(tag.name(), tag.create()));
		Map<String, String> variables = new TreeMap<>();
		project.variables.forEach((variable) -> variables.put(variable.key(), variable.value()));
		Commit head = project.repository.find("HEAD", project.defaultBranch);
		Map<String, String> files = new TreeMap<>();
		if (head != null) {
			head.tree()
				.forEach((path, entry) -> files.put(path,
						new String(project.repository.content(entry), StandardCharsets.UTF_8)));
		}
		List<String> commits = (head != null) ? project.repository.history(head).stream().map(Commit::message).toList()
				: List.of();
		return new ProjectSnapshot(project.id, directory.fullPath(project), project.visibility.toString(),
				project.archived, project.markedForDeletionOn, project.onlyMergeIfPipelineSucceeds,
				Membership.of(directory, project), branches, tags,
				project.deployTokens.stream().map(DeployToken::name).toList(), variables, files, commits);
	}

}
