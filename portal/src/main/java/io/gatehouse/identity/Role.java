package io.gatehouse.identity;

/** What a person is in the portal, by the GitLab groups that the configuration names. */
public enum Role {

	/** May ask. */
	DEVELOPER,

	/** May see everything and approve what is theirs to approve. */
	OPS,

	/** May change how the portal itself works. */
	ADMIN

}
