package io.gatehouse.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A set of paths into an object, written and read in the form of {@code FieldsV1}.
 *
 * <p>
 * A path is a list of elements: {@code f:name} a field, {@code k:{...}} an item by its
 * keys, {@code v:value} an item by its value.
 */
record FieldSet(Set<List<String>> paths) {

	FieldSet {
		paths = Set.copyOf(paths);
	}

	static FieldSet empty() {
		return new FieldSet(Set.of());
	}

	static FieldSet read(JsonNode fieldsV1) {
		Set<List<String>> paths = new HashSet<>();
		read(fieldsV1, List.of(), paths);
		return new FieldSet(paths);
	}

	private static void read(JsonNode node, List<String> path, Set<List<String>> paths) {
		if ((node.isEmpty() && !path.isEmpty()) || node.has(".")) {
			paths.add(path);
		}
		node.properties().forEach((child) -> {
			if (!child.getKey().equals(".")) {
				read(child.getValue(), child(path, child.getKey()), paths);
			}
		});
	}

	ObjectNode write() {
		ObjectNode root = Json.object();
		TreeSet<List<String>> sorted = new TreeSet<>(FieldSet::compare);
		sorted.addAll(this.paths);
		Set<List<String>> parents = prefixes();
		for (List<String> path : sorted) {
			ObjectNode node = root;
			for (String element : path) {
				node = Json.in(node, element);
			}
			if (parents.contains(path)) {
				Json.in(node, ".");
			}
		}
		return root;
	}

	/** All paths above a path of this set. */
	Set<List<String>> prefixes() {
		Set<List<String>> prefixes = new HashSet<>();
		for (List<String> path : this.paths) {
			for (int length = path.size() - 1; length > 0 && prefixes.add(path.subList(0, length)); length--) {
				continue;
			}
		}
		return prefixes;
	}

	/** This set with the declared fields that lead to its members as members. */
	FieldSet withDeclaredParents(Schema root) {
		Set<List<String>> all = new HashSet<>(this.paths);
		for (List<String> path : this.paths) {
			Schema schema = root;
			for (int i = 0; i < path.size() - 1; i++) {
				String element = path.get(i);
				if (element.startsWith("f:")) {
					String name = element.substring(2);
					if (schema.declares(name)) {
						all.add(path.subList(0, i + 1));
					}
					schema = schema.field(name);
				}
				else {
					schema = schema.items();
				}
			}
		}
		return new FieldSet(all);
	}

	FieldSet union(FieldSet other) {
		Set<List<String>> all = new HashSet<>(this.paths);
		all.addAll(other.paths);
		return new FieldSet(all);
	}

	FieldSet minus(FieldSet other) {
		return filter((path) -> !other.paths.contains(path));
	}

	FieldSet intersect(FieldSet other) {
		return filter(other.paths::contains);
	}

	FieldSet filter(Predicate<List<String>> predicate) {
		Set<List<String>> some = new HashSet<>(this.paths);
		some.removeIf(predicate.negate());
		return new FieldSet(some);
	}

	boolean isEmpty() {
		return this.paths.isEmpty();
	}

	List<List<String>> sorted() {
		List<List<String>> sorted = new ArrayList<>(this.paths);
		sorted.sort(FieldSet::compare);
		return sorted;
	}

	static List<String> child(List<String> path, String element) {
		List<String> child = new ArrayList<>(path);
		child.add(element);
		return List.copyOf(child);
	}

	private static int compare(List<String> left, List<String> right) {
		for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
			int order = left.get(i).compareTo(right.get(i));
			if (order != 0) {
				return order;
			}
		}
		return Integer.compare(left.size(), right.size());
	}

}
