package io.gatehouse.adapter.kubernetes;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gatehouse.request.Text;

/**
 * The rules for the name of a namespace: a label of RFC 1123, and none that the cluster
 * keeps for itself.
 */
final class Names {

	private static final int LONGEST = 63;

	private static final Pattern FOREIGN = Pattern.compile("[^a-z0-9-]");

	private static final Set<String> RESERVED = Set.of("default");

	private static final Set<String> RESERVED_PREFIXES = Set.of("kube-", "kubernetes-", "openshift-");

	private Names() {
	}

	static Optional<Text> problem(String name) {
		if (name.isEmpty()) {
			return Optional.of(Text.of("kubernetes.name.empty"));
		}
		if (name.length() > LONGEST) {
			return Optional.of(Text.of("kubernetes.name.long", LONGEST, name.length()));
		}
		Matcher foreign = FOREIGN.matcher(name);
		if (foreign.find()) {
			return Optional.of(Text.of("kubernetes.name.character", foreign.group()));
		}
		if (name.startsWith("-") || name.endsWith("-")) {
			return Optional.of(Text.of("kubernetes.name.edge"));
		}
		if (RESERVED.contains(name)) {
			return Optional.of(Text.of("kubernetes.name.reserved", name));
		}
		return RESERVED_PREFIXES.stream()
			.filter(name::startsWith)
			.findFirst()
			.map((prefix) -> Text.of("kubernetes.name.prefix", prefix));
	}

}
