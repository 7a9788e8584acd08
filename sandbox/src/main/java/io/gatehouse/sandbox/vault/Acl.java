package io.gatehouse.sandbox.vault;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What a token may do: its policies taken together. For a path exactly one pattern
 * counts, the most specific that fits; the capabilities of all policies for that pattern
 * are united, and a deny among them wins.
 */
final class Acl {

	/** Less specific first, in the order that Vault documents for its policies. */
	private static final Comparator<String> SPECIFIC = Comparator.comparingInt(Acl::firstWildcard)
		.thenComparing((pattern) -> !pattern.endsWith("*"))
		.thenComparing((pattern) -> -plusSegments(pattern))
		.thenComparingInt(String::length)
		.thenComparing(Comparator.naturalOrder());

	private final boolean root;

	private final Map<String, Set<String>> rules = new TreeMap<>();

	Acl(boolean root, List<Policy> policies) {
		this.root = root;
		for (Policy policy : policies) {
			policy.paths()
				.forEach((path, granted) -> this.rules.computeIfAbsent(path, (key) -> new TreeSet<>()).addAll(granted));
		}
	}

	boolean allows(Operation operation, String path) {
		return this.root || capabilities(path, operation == Operation.LIST).contains(operation.capability());
	}

	boolean sudo(String path) {
		return this.root || capabilities(path, false).contains("sudo");
	}

	/** As {@code sys/capabilities-self} words it. */
	List<String> describe(String path) {
		if (this.root) {
			return List.of("root");
		}
		Set<String> capabilities = capabilities(path, false);
		return capabilities.isEmpty() ? List.of("deny") : List.copyOf(capabilities);
	}

	/** Whether anything is granted at or below the path. */
	boolean reaches(String prefix) {
		return this.root || this.rules.entrySet()
			.stream()
			.anyMatch((rule) -> !rule.getValue().contains("deny") && touches(rule.getKey(), prefix));
	}

	private static boolean touches(String pattern, String prefix) {
		int wildcard = firstWildcard(pattern);
		String fixed = (wildcard < pattern.length()) ? pattern.substring(0, wildcard) : pattern;
		return fixed.startsWith(prefix) || (wildcard < pattern.length() && prefix.startsWith(fixed));
	}

	private Set<String> capabilities(String path, boolean list) {
		Set<String> granted = this.rules.get(path);
		if (granted == null && list && path.endsWith("/")) {
			granted = this.rules.get(path.substring(0, path.length() - 1));
		}
		if (granted == null) {
			granted = wildcard(path);
		}
		return (granted == null || granted.contains("deny")) ? Set.of() : granted;
	}

	private @Nullable Set<String> wildcard(String path) {
		return this.rules.keySet()
			.stream()
			.filter((pattern) -> firstWildcard(pattern) < pattern.length() && fits(pattern, path))
			.max(SPECIFIC)
			.map(this.rules::get)
			.orElse(null);
	}

	private static boolean fits(String pattern, String path) {
		boolean prefix = pattern.endsWith("*");
		String[] wanted = (prefix ? pattern.substring(0, pattern.length() - 1) : pattern).split("/", -1);
		String[] segments = path.split("/", -1);
		if (segments.length < wanted.length || (!prefix && segments.length != wanted.length)) {
			return false;
		}
		for (int i = 0; i < wanted.length; i++) {
			boolean last = prefix && i == wanted.length - 1;
			boolean fits = wanted[i].equals("+")
					|| (last ? segments[i].startsWith(wanted[i]) : segments[i].equals(wanted[i]));
			if (!fits) {
				return false;
			}
		}
		return true;
	}

	/** Where the first {@code +} segment or the closing {@code *} is, or the length. */
	private static int firstWildcard(String pattern) {
		int at = 0;
		for (String segment : pattern.split("/", -1)) {
			if (segment.equals("+")) {
				return at;
			}
			at += segment.length() + 1;
		}
		return pattern.endsWith("*") ? pattern.length() - 1 : pattern.length();
	}

	private static int plusSegments(String pattern) {
		return (int) List.of(pattern.split("/", -1)).stream().filter("+"::equals).count();
	}

}
