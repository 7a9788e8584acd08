package io.gatehouse.sandbox.kubernetes;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a value may look like and how two of them are merged. */
sealed interface Schema {

	Schema ANY = new Any();

	/** How a value is walked. */
	enum Form {

		LEAF, MAP, LIST

	}

	/** A single value. */
	record Scalar(String type) implements Schema {
	}

	/** Anything: its maps are merged by key, its lists replaced as a whole. */
	record Any() implements Schema {
	}

	/** Free keys, merged by key. */
	record MapOf(Schema element) implements Schema {
	}

	/** Known fields, and what other fields have to be where those are allowed. */
	record Struct(String name, Map<String, Schema> fields, @Nullable Schema rest) implements Schema {
	}

	/** A list that is replaced as a whole. */
	record ListOf(Schema element) implements Schema {
	}

	/** A list of values of which each may have an owner of its own. */
	record SetOf(Schema element) implements Schema {
	}

	/** A list whose items are found by keys; a key may have a default. */
	record Keyed(Schema element, Map<String, String> keys) implements Schema {

		/** The path element of an item. */
		String keyOf(JsonNode item) {
			ObjectNode key = Json.object();
			new TreeMap<>(this.keys).forEach((name, otherwise) -> {
				if (item.hasNonNull(name)) {
					key.set(name, item.get(name));
				}
				else if (!otherwise.isEmpty()) {
					key.put(name, otherwise);
				}
			});
			return "k:" + key;
		}
	}

	/** A structure that is replaced as a whole. */
	record Atomic(Schema element) implements Schema {
	}

	default Form form(JsonNode value) {
		return switch (this) {
			case Scalar scalar -> Form.LEAF;
			case Atomic atomic -> Form.LEAF;
			case ListOf list -> Form.LEAF;
			case Any any -> value.isObject() ? Form.MAP : Form.LEAF;
			case MapOf map -> value.isObject() ? Form.MAP : Form.LEAF;
			case Struct struct -> value.isObject() ? Form.MAP : Form.LEAF;
			case SetOf set -> value.isArray() ? Form.LIST : Form.LEAF;
			case Keyed keyed -> value.isArray() ? Form.LIST : Form.LEAF;
		};
	}

	/** The schema of a field; {@link #ANY} for one that is not known. */
	default Schema field(String name) {
		return switch (this) {
			case MapOf map -> map.element();
			case Struct struct -> {
				Schema field = struct.fields().getOrDefault(name, struct.rest());
				yield (field != null) ? field : ANY;
			}
			case Atomic atomic -> atomic.element().field(name);
			default -> ANY;
		};
	}

	/** Whether a field is one that the type declares, not a free key. */
	default boolean declares(String name) {
		return this instanceof Struct struct && struct.fields().containsKey(name);
	}

	/** The schema of the items of a list. */
	default Schema items() {
		return switch (this) {
			case ListOf list -> list.element();
			case SetOf set -> set.element();
			case Keyed keyed -> keyed.element();
			default -> ANY;
		};
	}

	/** The path element of an item in a list that is merged. */
	default String element(JsonNode item) {
		return (this instanceof Keyed keyed) ? keyed.keyOf(item) : "v:" + item;
	}

}
