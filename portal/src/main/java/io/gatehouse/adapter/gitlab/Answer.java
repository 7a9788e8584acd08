package io.gatehouse.adapter.gitlab;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What GitLab answered. */
record Answer(int status, String body, @Nullable String nextPage, @Nullable String retryAfter,
		@Nullable String rateLimitReset) {

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	boolean ok() {
		return this.status >= 200 && this.status < 300;
	}

	<T> T as(Class<T> type) {
		return JSON.readValue(this.body, type);
	}

	<T> List<T> asList(Class<T> type) {
		return JSON.readValue(this.body, JSON.getTypeFactory().constructCollectionType(List.class, type));
	}

	/** What GitLab said where this is an error, fit to be shown. */
	String words() {
		return ErrorWords.of(this.body);
	}

	GitlabFault fault() {
		return new GitlabFault(this.status, words(), this.retryAfter, this.rateLimitReset);
	}

}
