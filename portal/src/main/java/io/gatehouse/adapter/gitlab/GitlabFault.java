package io.gatehouse.adapter.gitlab;

import org.jspecify.annotations.Nullable;

/** An answer of GitLab that is an error. */
final class GitlabFault extends RuntimeException {

	private final int status;

	private final String words;

	private final @Nullable String retryAfter;

	private final @Nullable String rateLimitReset;

	GitlabFault(int status, String words, @Nullable String retryAfter, @Nullable String rateLimitReset) {
		super(status + " " + words);
		this.status = status;
		this.words = words;
		this.retryAfter = retryAfter;
		this.rateLimitReset = rateLimitReset;
	}

	int status() {
		return this.status;
	}

	/** What GitLab said, fit to be shown. */
	String words() {
		return this.words;
	}

	/** The header {@code Retry-After}: seconds or a date. */
	@Nullable String retryAfter() {
		return this.retryAfter;
	}

	/** The header {@code RateLimit-Reset}: seconds since 1970. */
	@Nullable String rateLimitReset() {
		return this.rateLimitReset;
	}

}
