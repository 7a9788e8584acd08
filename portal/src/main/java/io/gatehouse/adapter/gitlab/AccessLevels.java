package io.gatehouse.adapter.gitlab;

import java.util.Map;

/**
 * GitLab's access levels and what people call them, both ways, so that a level which the
 * portal never grants can be shown and put back all the same.
 */
final class AccessLevels {

	static final int MINIMAL_ACCESS = 5;

	static final int GUEST = 10;

	static final int REPORTER = 20;

	static final int DEVELOPER = 30;

	static final int MAINTAINER = 40;

	private static final Map<Integer, String> WORDS = Map.of(0, "no access", MINIMAL_ACCESS, "minimal access", GUEST,
			"guest", 15, "planner", REPORTER, "reporter", 25, "security manager", DEVELOPER, "developer", MAINTAINER,
			"maintainer", 50, "owner");

	private static final String OTHER = "level ";

	private AccessLevels() {
	}

	static String word(int level) {
		return WORDS.getOrDefault(level, OTHER + level);
	}

	static int level(String word) {
		return WORDS.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals(word))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseGet(() -> Integer.valueOf(word.substring(OTHER.length())));
	}

}
