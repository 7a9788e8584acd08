package io.gatehouse.sandbox.kubernetes;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.gatehouse.sandbox.kubernetes.Schema.Form;

/** Which fields were added, modified and removed from one object to another. */
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {

	static Comparison of(Schema schema, JsonNode left, JsonNode right) {
		Walk walk = new Walk();
		walk.compare(schema, List.of(), left, right);
		return new Comparison(new FieldSet(walk.added), new FieldSet(walk.modified), new FieldSet(walk.removed));
	}

	FieldSet taken() {
		return this.added.union(this.modified);
	}

	private static final class Walk {

		private final Set<List<String>> added = new HashSet<>();

		private final Set<List<String>> modified = new HashSet<>();

		private final Set<List<String>> removed = new HashSet<>();

		void compare(Schema schema, List<String> path, @Nullable JsonNode left, @Nullable JsonNode right) {
			if (!path.isEmpty()) {
				if (left == null) {
					this.added.add(path);
				}
				if (right == null) {
					this.removed.add(path);
				}
			}
			Form leftForm = (left != null) ? schema.form(left) : null;
			Form rightForm = (right != null) ? schema.form(right) : null;
			if (leftForm == Form.LEAF && rightForm == Form.LEAF && !Json.same(left, right)) {
				this.modified.add(path);
			}
			if (left != null && right != null && leftForm != rightForm) {
				this.modified.add(path);
			}
			if (leftForm == Form.MAP || rightForm == Form.MAP) {
				compareFields(schema, path, (leftForm == Form.MAP) ? left : null,
						(rightForm == Form.MAP) ? right : null);
			}
			if (leftForm == Form.LIST || rightForm == Form.LIST) {
				compareItems(schema, path, (leftForm == Form.LIST) ? left : null,
						(rightForm == Form.LIST) ? right : null);
			}
		}

		private void compareFields(Schema schema, List<String> path, @Nullable JsonNode left,
				@Nullable JsonNode right) {
			Set<String> names = new LinkedHashSet<>();
			if (left != null) {
				names.addAll(left.propertyNames());
			}
			if (right != null) {
				names.addAll(right.propertyNames());
			}
			for (String name : names) {
				compare(schema.field(name), FieldSet.child(path, "f:" + name), (left != null) ? left.get(name) : null,
						(right != null) ? right.get(name) : null);
			}
		}

		private void compareItems(Schema schema, List<String> path, @Nullable JsonNode left, @Nullable JsonNode right) {
			Map<String, JsonNode> before = items(schema, left);
			Map<String, JsonNode> after = items(schema, right);
			Set<String> elements = new LinkedHashSet<>(before.keySet());
			elements.addAll(after.keySet());
			for (String element : elements) {
				compare(schema.items(), FieldSet.child(path, element), before.get(element), after.get(element));
			}
		}

		private static Map<String, JsonNode> items(Schema schema, @Nullable JsonNode list) {
			Map<String, JsonNode> items = new LinkedHashMap<>();
			if (list != null) {
				list.forEach((item) -> items.putIfAbsent(schema.element(item), item));
			}
			return items;
		}

	}

}
