package io.gatehouse.adapter.kubernetes;

import io.fabric8.kubernetes.client.utils.Serialization;
import org.jspecify.annotations.Nullable;

/** A part of an object in one short line, for what has no words of its own. */
final class Json {

	private static final int LONGEST = 200;

	private Json() {
	}

	static String of(@Nullable Object value) {
		String line = Serialization.asJson(value);
		return (line.length() <= LONGEST) ? line
				: line.substring(0, LONGEST) + "… #" + Integer.toHexString(line.hashCode());
	}

}
