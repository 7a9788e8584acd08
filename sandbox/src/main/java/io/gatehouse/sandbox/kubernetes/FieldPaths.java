package io.gatehouse.sandbox.kubernetes;

import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import io.gatehouse.sandbox.http.Exchange;

/** Writes paths as messages show them: {@code .spec.hard.pods}. */
final class FieldPaths {

	private FieldPaths() {
	}

	static String show(List<String> path) {
		return path.stream().map(FieldPaths::element).collect(Collectors.joining());
	}

	private static String element(String element) {
		String rest = element.substring(2);
		return switch (element.charAt(0)) {
			case 'k' -> keys(Exchange.JSON.readTree(rest));
			case 'v' -> "[=" + rest + "]";
			default -> "." + rest;
		};
	}

	private static String keys(JsonNode keys) {
		return keys.properties()
			.stream()
			.map((key) -> key.getKey() + "=" + key.getValue())
			.collect(Collectors.joining(",", "[", "]"));
	}

}
