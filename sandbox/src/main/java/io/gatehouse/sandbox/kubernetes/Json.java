package io.gatehouse.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.http.Exchange;

/** Short ways through JSON trees. */
final class Json {

	private Json() {
	}

	static ObjectNode object() {
		return Exchange.JSON.createObjectNode();
	}

	static ArrayNode array() {
		return Exchange.JSON.createArrayNode();
	}

	/** The text of a field; null where there is none. */
	static @Nullable String text(JsonNode node, String name) {
		JsonNode found = node.path(name);
		return found.isString() ? found.stringValue() : null;
	}

	/** The text of a field of an object's metadata; null where there is none. */
	static @Nullable String meta(JsonNode object, String name) {
		return text(object.path("metadata"), name);
	}

	static String text(JsonNode node, String name, String otherwise) {
		JsonNode found = node.path(name);
		return found.isString() ? found.stringValue() : otherwise;
	}

	static JsonNode at(JsonNode node, String... path) {
		JsonNode found = node;
		for (String name : path) {
			found = found.path(name);
		}
		return found;
	}

	/** The object under a name, made where it is missing. */
	static ObjectNode in(ObjectNode parent, String name) {
		if (parent.get(name) instanceof ObjectNode child) {
			return child;
		}
		ObjectNode child = object();
		parent.set(name, child);
		return child;
	}

	static ObjectNode metadata(ObjectNode object) {
		return in(object, "metadata");
	}

	static List<String> texts(JsonNode array) {
		List<String> texts = new ArrayList<>();
		for (JsonNode item : array) {
			texts.add(item.isString() ? item.stringValue() : item.toString());
		}
		return texts;
	}

	/** Whether a node is absent, null, or an empty container. */
	static boolean blank(@Nullable JsonNode node) {
		return node == null || node.isMissingNode() || node.isNull() || (node.isContainer() && node.isEmpty());
	}

	/** Whether two values are equal, the width of numbers aside. */
	static boolean same(@Nullable JsonNode left, @Nullable JsonNode right) {
		if (left == null || right == null) {
			return left == right;
		}
		return left.equals((one, other) -> (one.isNumber() && other.isNumber())
				? one.decimalValue().compareTo(other.decimalValue()) : (one.equals(other) ? 0 : 1), right);
	}

	static JsonNode string(String text) {
		return Exchange.JSON.getNodeFactory().stringNode(text);
	}

}
