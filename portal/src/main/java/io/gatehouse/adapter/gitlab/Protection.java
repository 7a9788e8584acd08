package io.gatehouse.adapter.gitlab;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The two kinds of protection in a project: what each asks for, and how it reads. */
enum Protection {

	/** Maintainers push; developers bring changes in by merge requests. */
	BRANCH("protected branch ", "protected_branches", "push: maintainers; merge: developers and maintainers",
			Map.of("push_access_level", AccessLevels.MAINTAINER, "merge_access_level", AccessLevels.DEVELOPER)) {

		@Override
		Optional<String> read(GitlabClient client, String project, String name) {
			return client.find(Wire.ProtectedBranch.class, "projects", project, resource(), name)
				.map((branch) -> "push: " + who(branch.pushAccessLevels()) + "; merge: "
						+ who(branch.mergeAccessLevels()) + (branch.allowForcePush() ? "; force push" : ""));
		}

	},

	/** Maintainers create. */
	TAG("protected tags ", "protected_tags", "create: maintainers",
			Map.of("create_access_level", AccessLevels.MAINTAINER)) {

		@Override
		Optional<String> read(GitlabClient client, String project, String name) {
			return client.find(Wire.ProtectedTag.class, "projects", project, resource(), name)
				.map((tag) -> "create: " + who(tag.createAccessLevels()));
		}

	};

	private final String prefix;

	private final String resource;

	private final String value;

	private final Map<String, Integer> levels;

	Protection(String prefix, String resource, String value, Map<String, Integer> levels) {
		this.prefix = prefix;
		this.resource = resource;
		this.value = value;
		this.levels = levels;
	}

	/** How the protection is in words; empty where there is none. */
	abstract Optional<String> read(GitlabClient client, String project, String name);

	/** The name of the attribute that stands for it. */
	String attribute(String name) {
		return this.prefix + name;
	}

	/**
	 * The name of what an attribute protects; empty where it stands for another thing.
	 */
	Optional<String> name(String attribute) {
		return attribute.startsWith(this.prefix) ? Optional.of(attribute.substring(this.prefix.length()))
				: Optional.empty();
	}

	String resource() {
		return this.resource;
	}

	/** What is asked for, in words. */
	String value() {
		return this.value;
	}

	/** What is asked for, in GitLab's parameters. */
	Map<String, Integer> levels() {
		return this.levels;
	}

	private static String who(List<Wire.Allowed> allowed) {
		return allowed.stream()
			.sorted(Comparator.comparingInt(Wire.Allowed::accessLevel))
			.map(Protection::who)
			.distinct()
			.collect(Collectors.joining(", "));
	}

	private static String who(Wire.Allowed allowed) {
		if (allowed.userId() != null) {
			return "user " + allowed.userId();
		}
		if (allowed.groupId() != null) {
			return "group " + allowed.groupId();
		}
		return switch (allowed.accessLevel()) {
			case 0 -> "nobody";
			case AccessLevels.DEVELOPER -> "developers and maintainers";
			case AccessLevels.MAINTAINER -> "maintainers";
			case 60 -> "administrators";
			default -> "level " + allowed.accessLevel();
		};
	}

}
