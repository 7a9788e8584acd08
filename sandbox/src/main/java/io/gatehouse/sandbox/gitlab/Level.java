package io.gatehouse.sandbox.gitlab;

/** The access levels of GitLab with their numbers. */
enum Level {

	NONE(0, "No one"), MINIMAL(5, "Minimal Access"), GUEST(10, "Guest"), PLANNER(15, "Planner"),
	REPORTER(20, "Reporter"), SECURITY_MANAGER(25, "Security Manager"), DEVELOPER(30, "Developer"),
	MAINTAINER(40, "Maintainer"), OWNER(50, "Owner"), ADMIN(60, "Administrator");

	final int value;

	final String title;

	Level(int value, String title) {
		this.value = value;
		this.title = title;
	}

	static String title(int value) {
		for (Level level : values()) {
			if (level.value == value) {
				return level.title;
			}
		}
		return Integer.toString(value);
	}

	/** Whether a person can be a member at this level. */
	static boolean ofMembers(int value) {
		return value != NONE.value && value != ADMIN.value && !title(value).equals(Integer.toString(value));
	}

	/** How GitLab words a level in a protection rule. */
	static String protection(int value) {
		return switch (value) {
			case 0 -> "No one";
			case 30 -> "Developers + Maintainers";
			case 40 -> "Maintainers";
			default -> "Administrators";
		};
	}

}
