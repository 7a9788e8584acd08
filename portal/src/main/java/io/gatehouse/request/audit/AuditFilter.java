package io.gatehouse.request.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which events to read; what is null does not filter. {@code since} is inclusive,
 * {@code until} is not.
 */
public record AuditFilter(@Nullable String person, @Nullable String type, @Nullable Long asset, @Nullable Long request,
		@Nullable Instant since, @Nullable Instant until) {

	/** All events. */
	public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

	String where(Map<String, @Nullable Object> values) {
		StringBuilder where = new StringBuilder();
		and(where, values, "person", " and actor = :person", this.person);
		and(where, values, "type", " and type = :type", this.type);
		and(where, values, "asset", " and asset_number = :asset", this.asset);
		and(where, values, "request", " and request_number = :request", this.request);
		and(where, values, "since", " and at >= :since",
				(this.since != null) ? this.since.atOffset(ZoneOffset.UTC) : null);
		and(where, values, "until", " and at < :until",
				(this.until != null) ? this.until.atOffset(ZoneOffset.UTC) : null);
		return where.toString();
	}

	private static void and(StringBuilder where, Map<String, @Nullable Object> values, String name, String condition,
			@Nullable Object value) {
		if (value != null) {
			where.append(condition);
			values.put(name, value);
		}
	}

}
