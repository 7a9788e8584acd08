package io.gatehouse.sandbox.gitlab;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Makes groups and projects whose names were checked before. */
final class Creation {

	private Creation() {
	}

	static Group group(Directory directory, @Nullable Group parent, String name, String path, Visibility visibility,
			Instant now) {
		Group group = new Group();
		group.id = directory.state().next("namespace");
		group.parentId = (parent != null) ? Long.valueOf(parent.id) : null;
		group.name = name;
		group.path = path;
		group.visibility = visibility;
		group.createdAt = now;
		directory.state().groups.put(group.id, group);
		return group;
	}

	static Project project(Directory directory, Group namespace, String name, String path, User creator, Instant now) {
		Project project = new Project();
		project.id = directory.state().next("project");
		project.parentId = namespace.id;
		project.name = name;
		project.path = path;
		project.creatorId = creator.id;
		project.createdAt = now;
		project.lastActivityAt = now;
		directory.add(project);
		return project;
	}

}
