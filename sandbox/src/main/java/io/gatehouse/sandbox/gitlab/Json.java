package io.gatehouse.sandbox.gitlab;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Objects and times of JSON bodies. */
final class Json {

	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
		.withZone(ZoneOffset.UTC);

	private Json() {
	}

	/** An object of names and values in turn; values may be null. */
	static Map<String, @Nullable Object> object(@Nullable Object... pairs) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			object.put(String.valueOf(pairs[i]), pairs[i + 1]);
		}
		return object;
	}

	static @Nullable String stamp(@Nullable Instant time) {
		return (time != null) ? STAMP.format(time) : null;
	}

	static @Nullable String date(@Nullable Object date) {
		return (date != null) ? date.toString() : null;
	}

}
