package io.gatehouse.sandbox.vault;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

/** A policy's meaning: the capabilities that it grants for each path pattern. */
record Policy(TreeMap<String, Set<String>> paths) {

	private static final Set<String> CAPABILITIES = Set.of("deny", "create", "read", "update", "delete", "list", "sudo",
			"patch", "subscribe", "recover");

	private static final Map<String, Set<String>> SHORTHANDS = Map.of("deny", Set.of("deny"), "read",
			Set.of("read", "list"), "write", Set.of("create", "read", "update", "delete", "list"), "sudo",
			Set.of("create", "read", "update", "delete", "list", "sudo"));

	/**
	 * Reads a policy's text, HCL or JSON.
	 * @throws io.gatehouse.sandbox.http.HttpFault 400 where it is not one
	 */
	static Policy parse(String text) {
		TreeMap<String, Set<String>> paths = new TreeMap<>();
		for (Map.Entry<String, JsonNode> entry : PolicyText.parse(text).properties()) {
			switch (entry.getKey()) {
				case "path" -> entry.getValue()
					.properties()
					.forEach((rule) -> paths.computeIfAbsent(normalize(rule.getKey()), (key) -> new TreeSet<>())
						.addAll(capabilities(rule.getKey(), rule.getValue())));
				case "name" -> {
				}
				default -> throw invalid("invalid key \"" + entry.getKey() + "\"");
			}
		}
		return new Policy(paths);
	}

	private static String normalize(String path) {
		if (path.contains("+*")) {
			throw Refusal
				.bad("failed to parse policy: path \"" + path + "\": invalid use of wildcards ('+*' is forbidden)");
		}
		return path.startsWith("/") ? path.substring(1) : path;
	}

	private static Set<String> capabilities(String path, JsonNode rule) {
		Set<String> granted = new TreeSet<>();
		for (Map.Entry<String, JsonNode> entry : rule.properties()) {
			switch (entry.getKey()) {
				case "capabilities" -> {
					if (!entry.getValue().isArray()) {
						throw invalid("path \"" + path + "\": capabilities are no list");
					}
					entry.getValue().forEach((value) -> granted.add(known(path, value.asString())));
				}
				case "policy" -> granted.addAll(shorthand(path, entry.getValue().asString()));
				case "comment" -> {
				}
				// A rule that is not enforced must not look as if it were.
				case "allowed_parameters", "denied_parameters", "required_parameters", "min_wrapping_ttl",
						"max_wrapping_ttl", "mfa_methods", "control_group", "subscribe_event_types" ->
					throw Refusal.bad("the stand-in for Vault does not enforce \"" + entry.getKey() + "\"");
				default -> throw invalid("invalid key \"" + entry.getKey() + "\"");
			}
		}
		return granted;
	}

	private static String known(String path, String capability) {
		if (!CAPABILITIES.contains(capability)) {
			throw Refusal
				.bad("failed to parse policy: path \"" + path + "\": invalid capability \"" + capability + "\"");
		}
		return capability;
	}

	private static Set<String> shorthand(String path, String name) {
		Set<String> capabilities = SHORTHANDS.get(name);
		if (capabilities == null) {
			throw Refusal.bad("failed to parse policy: path \"" + path + "\": invalid policy \"" + name + "\"");
		}
		return capabilities;
	}

	private static RuntimeException invalid(String problem) {
		return Refusal.bad("failed to parse policy: " + problem);
	}

}
