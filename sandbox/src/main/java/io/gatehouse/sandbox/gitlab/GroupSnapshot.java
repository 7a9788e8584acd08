package io.gatehouse.sandbox.gitlab;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A group at one moment, for assertions.
 *
 * @param members direct members by user name
 * @param projects the full paths of the projects in it
 */
public record GroupSnapshot(long id, String path, String visibility, @Nullable LocalDate markedForDeletionOn,
		Map<String, ProjectSnapshot.Membership> members, List<String> projects) {

	static GroupSnapshot of(Directory directory, Group group) {
		return new GroupSnapshot(group.id, directory.fullPath(group), group.visibility.toString(),
				group.markedForDeletionOn, ProjectSnapshot.Membership.of(directory, group),
				directory.projectsIn(group).map(directory::fullPath).toList());
	}

}
