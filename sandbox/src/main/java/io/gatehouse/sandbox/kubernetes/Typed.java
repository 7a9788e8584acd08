package io.gatehouse.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.kubernetes.Schema.Form;

/**
 * Merges objects, lists their fields and takes fields out of them, as their schema has
 * it.
 */
final class Typed {

	private Typed() {
	}

	/** The fields that an applied configuration claims. */
	static FieldSet fields(Schema schema, JsonNode value) {
		Set<List<String>> paths = new HashSet<>();
		collect(schema, List.of(), value, paths);
		return new FieldSet(paths);
	}

	private static void collect(Schema schema, List<String> path, JsonNode value, Set<List<String>> paths) {
		switch (schema.form(value)) {
			case LEAF -> paths.add(path);
			case MAP -> value.properties().forEach((field) -> {
				List<String> child = FieldSet.child(path, "f:" + field.getKey());
				if (!schema.declares(field.getKey()) || Json.blank(field.getValue())) {
					paths.add(child);
				}
				collect(schema.field(field.getKey()), child, field.getValue(), paths);
			});
			case LIST -> value.forEach((item) -> {
				List<String> child = FieldSet.child(path, schema.element(item));
				paths.add(child);
				collect(schema.items(), child, item, paths);
			});
		}
	}

	/** The live value with the applied one laid over it. */
	static JsonNode merge(Schema schema, @Nullable JsonNode live, JsonNode applied) {
		Form form = schema.form(applied);
		if (live == null || form == Form.LEAF || schema.form(live) != form) {
			return applied.deepCopy();
		}
		return (form == Form.MAP) ? mergeFields(schema, live, applied) : mergeItems(schema, live, applied);
	}

	private static JsonNode mergeFields(Schema schema, JsonNode live, JsonNode applied) {
		ObjectNode merged = (ObjectNode) live.deepCopy();
		applied.properties()
			.forEach((field) -> merged.set(field.getKey(),
					merge(schema.field(field.getKey()), live.get(field.getKey()), field.getValue())));
		return merged;
	}

	private static JsonNode mergeItems(Schema schema, JsonNode live, JsonNode applied) {
		Map<String, JsonNode> items = new LinkedHashMap<>();
		live.forEach((item) -> items.put(schema.element(item), item));
		applied.forEach((item) -> items.merge(schema.element(item), item,
				(before, after) -> merge(schema.items(), before, after)));
		ArrayNode merged = Json.array();
		items.values().forEach((item) -> merged.add(item.deepCopy()));
		return merged;
	}

	/** The value without the fields of a set; null where nothing remains. */
	static @Nullable JsonNode without(Schema schema, JsonNode value, FieldSet fields) {
		return remove(schema, List.of(), value, fields.paths(), fields.prefixes());
	}

	private static @Nullable JsonNode remove(Schema schema, List<String> path, JsonNode value, Set<List<String>> fields,
			Set<List<String>> prefixes) {
		if (fields.contains(path)) {
			return null;
		}
		if (!path.isEmpty() && !prefixes.contains(path)) {
			return value;
		}
		return switch (schema.form(value)) {
			case LEAF -> value;
			case MAP -> {
				ObjectNode rest = Json.object();
				value.properties().forEach((field) -> {
					JsonNode kept = remove(schema.field(field.getKey()), FieldSet.child(path, "f:" + field.getKey()),
							field.getValue(), fields, prefixes);
					if (kept != null) {
						rest.set(field.getKey(), kept);
					}
				});
				yield rest;
			}
			case LIST -> {
				List<JsonNode> rest = new ArrayList<>();
				for (JsonNode item : value) {
					JsonNode kept = remove(schema.items(), FieldSet.child(path, schema.element(item)), item, fields,
							prefixes);
					if (kept != null) {
						rest.add(kept);
					}
				}
				yield Json.array().addAll(rest);
			}
		};
	}

}
