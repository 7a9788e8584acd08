package io.gatehouse.adapter.gitlab;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The parts of GitLab's answers that the adapter reads, as they are on the wire. */
interface Wire {

	/** See {@code GET /groups/:id}. */
	record Group(long id, String fullPath, String visibility, URI webUrl, @Nullable String markedForDeletionOn) {

		boolean doomed() {
			return this.markedForDeletionOn != null;
		}

	}

	/** See {@code GET /projects/:id}. */
	record Project(long id, String pathWithNamespace, @Nullable String visibility, URI webUrl,
			@Nullable String httpUrlToRepo, @Nullable String sshUrlToRepo, @Nullable String defaultBranch,
			@Nullable Boolean onlyAllowMergeIfPipelineSucceeds, @Nullable Long creatorId,
			@Nullable String markedForDeletionOn) {

		boolean doomed() {
			return this.markedForDeletionOn != null;
		}

	}

	/** See {@code GET /users}. */
	record User(long id, String username, String name, @Nullable String state) {

		boolean active() {
			return "active".equals(this.state);
		}

		String lowerCaseName() {
			return this.username.toLowerCase(Locale.ROOT);
		}

	}

	/** See {@code GET /projects/:id/members}: {@code id} is the user's. */
	record Member(long id, String username, String name, @Nullable String state, int accessLevel,
			@Nullable String expiresAt) {

		User user() {
			return new User(this.id, this.username, this.name, this.state);
		}

	}

	/** See {@code GET /users/:id/memberships}. */
	record Membership(long sourceId, String sourceType, int accessLevel) {
	}

	/** See {@code GET /projects/:id/protected_branches}. */
	record ProtectedBranch(String name, List<Allowed> pushAccessLevels, List<Allowed> mergeAccessLevels,
			boolean allowForcePush) {
	}

	/** See {@code GET /projects/:id/protected_tags}. */
	record ProtectedTag(String name, List<Allowed> createAccessLevels) {
	}

	/**
	 * Who may do something to what is protected: all of a level, or one user or group.
	 */
	record Allowed(int accessLevel, @Nullable Long userId, @Nullable Long groupId) {
	}

	/** See {@code GET /projects/:id/deploy_tokens}; the token itself only when made. */
	record DeployToken(long id, String name, @Nullable String username, List<String> scopes, boolean revoked,
			boolean expired, @Nullable String token) {

		boolean alive() {
			return !this.revoked && !this.expired;
		}

		@Override
		public String toString() {
			return "DeployToken[id=" + this.id + ", name=" + this.name + "]";
		}

	}

	/** See {@code GET /projects/:id/repository/branches}. */
	record Branch(String name) {
	}

	/** See {@code GET /application/settings}. */
	record Settings(@Nullable Integer deletionAdjournedPeriod) {
	}

}
