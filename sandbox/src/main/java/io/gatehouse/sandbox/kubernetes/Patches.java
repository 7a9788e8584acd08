package io.gatehouse.sandbox.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The patches that are not an apply: merge (RFC 7396), JSON (RFC 6902), strategic merge.
 */
final class Patches {

	private Patches() {
	}

	static JsonNode merge(@Nullable JsonNode target, JsonNode patch) {
		if (!patch.isObject()) {
			return patch.deepCopy();
		}
		ObjectNode merged = (target instanceof ObjectNode object) ? object.deepCopy() : Json.object();
		patch.properties().forEach((field) -> {
			if (field.getValue().isNull()) {
				merged.remove(field.getKey());
			}
			else {
				merged.set(field.getKey(), merge(merged.get(field.getKey()), field.getValue()));
			}
		});
		return merged;
	}

	/**
	 * Merges maps, and lists by their keys; {@code $patch: delete} removes an item or
	 * empties a map, {@code $patch: replace} replaces it.
	 */
	static JsonNode strategic(Schema schema, @Nullable JsonNode target, JsonNode patch) {
		if (patch.isObject()) {
			return strategicMap(schema, target, (ObjectNode) patch);
		}
		if (patch.isArray() && target != null && target.isArray()
				&& (schema instanceof Schema.Keyed || schema instanceof Schema.SetOf)) {
			return strategicList(schema, target, patch);
		}
		return patch.deepCopy();
	}

	private static JsonNode strategicMap(Schema schema, @Nullable JsonNode target, ObjectNode patch) {
		String directive = Json.text(patch, "$patch", "");
		if (directive.equals("delete")) {
			return Json.object();
		}
		ObjectNode merged = (target instanceof ObjectNode object && !directive.equals("replace")) ? object.deepCopy()
				: Json.object();
		patch.properties().forEach((field) -> {
			String name = field.getKey();
			if (name.startsWith("$deleteFromPrimitiveList/")) {
				deleteValues(merged, name.substring(name.indexOf('/') + 1), field.getValue());
			}
			else if (field.getValue().isNull()) {
				merged.remove(name);
			}
			else if (!name.startsWith("$")) {
				merged.set(name, strategic(schema.field(name), merged.get(name), field.getValue()));
			}
		});
		return merged;
	}

	private static void deleteValues(ObjectNode object, String name, JsonNode values) {
		ArrayNode rest = Json.array();
		object.path(name).forEach((value) -> {
			if (!Json.texts(values).contains(value.asString(""))) {
				rest.add(value);
			}
		});
		object.set(name, rest);
	}

	private static JsonNode strategicList(Schema schema, JsonNode target, JsonNode patch) {
		Map<String, JsonNode> items = new LinkedHashMap<>();
		target.forEach((item) -> items.put(schema.element(item), item));
		for (JsonNode item : patch) {
			String element = schema.element(item);
			if (Json.text(item, "$patch", "").equals("delete")) {
				items.remove(element);
			}
			else {
				items.put(element, strategic(schema.items(), items.get(element), item));
			}
		}
		return Json.array().addAll(items.values());
	}

	/**
	 * Applies a JSON patch.
	 * @throws io.gatehouse.sandbox.http.HttpFault 422 where an operation does not fit
	 */
	static JsonNode operations(JsonNode target, JsonNode patch) {
		if (!patch.isArray()) {
			throw Statuses.badRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
		}
		JsonNode root = target.deepCopy();
		for (JsonNode operation : patch) {
			root = operate(root, operation);
		}
		return root;
	}

	private static JsonNode operate(JsonNode root, JsonNode operation) {
		String path = Json.text(operation, "path", "");
		JsonNode value = operation.path("value");
		return switch (Json.text(operation, "op", "")) {
			case "add" -> set(root, path, value.deepCopy(), true);
			case "replace" -> set(found(root, path), root, path, value.deepCopy());
			case "remove" -> remove(root, path);
			case "test" -> {
				JsonNode actual = root.at(path);
				if (!Json.same(actual.isMissingNode() ? Json.object().nullNode() : actual, value)) {
					throw Statuses.patchFailed();
				}
				yield root;
			}
			case "copy" -> set(root, path, found(root, Json.text(operation, "from", "")).deepCopy(), true);
			case "move" -> {
				JsonNode moved = found(root, Json.text(operation, "from", ""));
				yield set(remove(root, Json.text(operation, "from", "")), path, moved, true);
			}
			default -> throw Statuses.patchFailed();
		};
	}

	private static JsonNode found(JsonNode root, String path) {
		JsonNode found = root.at(path);
		if (found.isMissingNode()) {
			throw Statuses.patchFailed();
		}
		return found;
	}

	private static JsonNode set(JsonNode existing, JsonNode root, String path, JsonNode value) {
		return existing.equals(value) ? root : set(root, path, value, false);
	}

	private static JsonNode set(JsonNode root, String path, JsonNode value, boolean insert) {
		if (path.isEmpty()) {
			return value;
		}
		JsonNode parent = found(root, path.substring(0, path.lastIndexOf('/')));
		String last = last(path);
		if (parent instanceof ObjectNode object) {
			object.set(last, value);
		}
		else if (parent instanceof ArrayNode array) {
			int index = last.equals("-") ? array.size() : index(last, array.size());
			if (insert) {
				array.insert(index, value);
			}
			else {
				array.set(index, value);
			}
		}
		else {
			throw Statuses.patchFailed();
		}
		return root;
	}

	private static JsonNode remove(JsonNode root, String path) {
		found(root, path);
		JsonNode parent = found(root, path.substring(0, path.lastIndexOf('/')));
		if (parent instanceof ObjectNode object) {
			object.remove(last(path));
		}
		else if (parent instanceof ArrayNode array) {
			array.remove(index(last(path), array.size() - 1));
		}
		return root;
	}

	private static String last(String path) {
		return path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
	}

	private static int index(String text, int max) {
		if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) > max) {
			throw Statuses.patchFailed();
		}
		return Integer.parseInt(text);
	}

}
