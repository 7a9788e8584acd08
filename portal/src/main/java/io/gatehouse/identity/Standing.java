package io.gatehouse.identity;

/** Whether GitLab lets a person in. */
enum Standing {

	IN,

	/** Blocked, banned or deactivated. */
	BLOCKED,

	/** GitLab has no such account any more, or another one took over its name. */
	GONE

}
