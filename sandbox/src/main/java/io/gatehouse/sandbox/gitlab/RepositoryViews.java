package io.gatehouse.sandbox.gitlab;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Commits, branches, tags and changes as GitLab's JSON has them. */
record RepositoryViews(Call call, Project project) {

	/** Unlike all other times, those of commits carry an offset. */
	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx")
		.withZone(ZoneOffset.UTC);

	Map<String, @Nullable Object> commit(Commit commit) {
		String at = STAMP.format(commit.at());
		return Json.object("id", commit.id(), "short_id", commit.shortId(), "created_at", at, "parent_ids",
				commit.parents(), "title", commit.title(), "message", commit.message(), "author_name",
				commit.authorName(), "author_email", commit.authorEmail(), "authored_date", at, "committer_name",
				commit.authorName(), "committer_email", commit.authorEmail(), "committed_date", at, "web_url",
				this.call.views().url(this.project) + "/-/commit/" + commit.id());
	}

	Map<String, @Nullable Object> branch(String name) {
		Commit commit = this.project.repository.commit(this.project.repository.branches.getOrDefault(name, ""));
		boolean guarded = this.project.protectedBranches.stream().anyMatch((rule) -> rule.covers(name));
		return Json.object("name", name, "commit", commit(commit), "merged", false, "protected", guarded,
				"developers_can_push",
				this.project.protectedBranches.stream()
					.anyMatch((rule) -> rule.covers(name) && rule.push() == Level.DEVELOPER.value),
				"developers_can_merge",
				this.project.protectedBranches.stream()
					.anyMatch((rule) -> rule.covers(name) && rule.merge() == Level.DEVELOPER.value),
				"can_push", this.call.anybody() != null && Pushes.allowed(this.call, this.project, name), "default",
				name.equals(this.project.defaultBranch), "web_url",
				this.call.views().url(this.project) + "/-/tree/" + name);
	}

	Map<String, @Nullable Object> tag(Tag tag) {
		return Json.object("name", tag.name(), "message", tag.message(), "target", tag.target(), "commit",
				commit(this.project.repository.commit(tag.target())), "release", null, "protected",
				this.project.protectedTags.stream().anyMatch((rule) -> rule.covers(tag.name())), "created_at",
				tag.message().isEmpty() ? null : Json.stamp(tag.at()));
	}

	/** The files that differ; their lines are not compared. */
	List<Map<String, @Nullable Object>> changes(@Nullable Commit from, Commit to) {
		return Repository.changes(from, to)
			.entrySet()
			.stream()
			.map((change) -> change(change.getKey(), change.getValue().before(), change.getValue().after()))
			.toList();
	}

	private static Map<String, @Nullable Object> change(String path, Commit.@Nullable Entry before,
			Commit.@Nullable Entry after) {
		return Json.object("diff", "", "too_large", true, "new_path", path, "old_path", path, "a_mode",
				(before != null) ? before.mode() : "0", "b_mode", (after != null) ? after.mode() : "0", "new_file",
				before == null, "renamed_file", false, "deleted_file", after == null);
	}

}
