package io.gatehouse.sandbox.gitlab;

import java.time.LocalDate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The delayed deletion of groups and projects. */
final class Deletion {

	/** How long GitLab keeps what is marked. */
	static final int DAYS_KEPT = 30;

	private static final Pattern SUFFIX = Pattern.compile("-deletion_scheduled-\\d+$");

	private Deletion() {
	}

	/** Marks, or with {@code permanently_remove} destroys what is marked. */
	static Answer delete(Call call, Node node) {
		if (call.params().flag("permanently_remove", false)) {
			return remove(call, node);
		}
		if (node.markedForDeletionOn != null) {
			throw Errors.message(400, node.kind() + " has been already marked for deletion");
		}
		if (call.directory().ancestors(node).stream().noneMatch((group) -> group.markedForDeletionOn != null)) {
			mark(call.directory(), node, call.today());
		}
		return Answer.accepted();
	}

	private static void mark(Directory directory, Node node, LocalDate today) {
		node.markedForDeletionOn = today;
		String suffix = "-deletion_scheduled-" + node.id;
		directory.rename(node, node.name + suffix, node.path + suffix);
	}

	private static Answer remove(Call call, Node node) {
		if (node instanceof Group && node.parentId == null) {
			throw Errors.message(400, "`permanently_remove` option is only available for subgroups.");
		}
		if (node.markedForDeletionOn == null) {
			throw Errors.message(400, node.kind() + " must be marked for deletion first.");
		}
		if (!call.directory().fullPath(node).equals(call.params().text("full_path"))) {
			throw Errors.message(400, "`full_path` is incorrect. You must enter the complete path for the "
					+ ((node instanceof Group) ? "subgroup." : "project."));
		}
		call.directory().destroy(node);
		return Answer.accepted();
	}

	/** Takes the mark away; where the old path is taken again, another one is made. */
	static void restore(Directory directory, Node node) {
		if (node.markedForDeletionOn == null) {
			throw Errors.message(400, node.kind() + " has not been marked for deletion");
		}
		String name = SUFFIX.matcher(node.name).replaceFirst("");
		String path = SUFFIX.matcher(node.path).replaceFirst("");
		if (directory.isPathTaken(node.parentId, path, node) || directory.isNameTaken(node.parentId, name, node)) {
			String more = "-" + Secrets.letters(5);
			name += more;
			path += more;
		}
		directory.rename(node, name, path);
		node.markedForDeletionOn = null;
	}

	/** What the cron job of GitLab does with what was kept long enough. */
	static void destroyExpired(Directory directory, LocalDate today) {
		State state = directory.state();
		state.projects.values()
			.stream()
			.filter((project) -> isExpired(project, today))
			.toList()
			.forEach(directory::destroy);
		state.groups.values().stream().filter((group) -> isExpired(group, today)).toList().forEach(directory::destroy);
	}

	static boolean isExpired(Node node, LocalDate today) {
		LocalDate end = end(node);
		return end != null && !today.isBefore(end);
	}

	/** The day on which it is destroyed. */
	static @Nullable LocalDate end(Node node) {
		return (node.markedForDeletionOn != null) ? node.markedForDeletionOn.plusDays(DAYS_KEPT) : null;
	}

}
