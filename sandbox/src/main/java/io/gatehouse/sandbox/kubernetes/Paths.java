package io.gatehouse.sandbox.kubernetes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Splits request paths. */
final class Paths {

	private Paths() {
	}

	static List<String> segments(String rawPath) {
		return Arrays.stream(rawPath.split("/"))
			.filter((segment) -> !segment.isEmpty())
			.map((segment) -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
			.toList();
	}

}
