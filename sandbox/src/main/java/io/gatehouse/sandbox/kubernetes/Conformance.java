package io.gatehouse.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings an object into the form of its kind: nulls and unknown fields go, quantities
 * become canonical, a value of a wrong type is refused.
 */
final class Conformance {

	/** A value that does not fit its type. */
	static final class Mismatch extends RuntimeException {

		final String message;

		final String typedMessage;

		Mismatch(String message, String typedMessage) {
			super(message, null, false, false);
			this.message = message;
			this.typedMessage = typedMessage;
		}

	}

	private final Kind kind;

	/**
	 * Where the walk is in the words of the typed decoder, which does not know keys and
	 * positions.
	 */
	private String field = "";

	private final List<String> unknown = new ArrayList<>();

	private Conformance(Kind kind) {
		this.kind = kind;
	}

	/**
	 * Changes the object in place.
	 * @return the unknown fields that were dropped
	 * @throws Mismatch where a value has a wrong type
	 */
	static List<String> of(Kind kind, ObjectNode object) {
		Conformance conformance = new Conformance(kind);
		conformance.conform(Schemas.of(kind), "", object);
		return conformance.unknown;
	}

	private @Nullable JsonNode conform(Schema schema, String path, JsonNode value) {
		return switch (schema) {
			case Schema.Any any -> value;
			case Schema.Scalar scalar -> scalar(scalar.type(), path, value);
			case Schema.Atomic atomic -> conform(atomic.element(), path, value);
			case Schema.MapOf map -> map(schema, path, value);
			case Schema.Struct struct -> map(schema, path, value);
			case Schema.ListOf list -> list(schema, path, value);
			case Schema.SetOf set -> list(schema, path, value);
			case Schema.Keyed keyed -> list(schema, path, value);
		};
	}

	private JsonNode map(Schema schema, String path, JsonNode value) {
		if (!(value instanceof ObjectNode object)) {
			throw mismatch(path, value, "map");
		}
		for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
			String child = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
			if (schema instanceof Schema.Struct struct && struct.rest() == null && !struct.declares(field.getKey())) {
				this.unknown.add(child);
				object.remove(field.getKey());
			}
			else if (schema instanceof Schema.Struct && omitted(schema.field(field.getKey()), field)) {
				object.remove(field.getKey());
			}
			else {
				this.field = (schema instanceof Schema.MapOf) ? path : child;
				object.set(field.getKey(), conform(schema.field(field.getKey()), child, field.getValue()));
			}
		}
		return object;
	}

	/** Nulls and empty maps and lists are not kept, but for the rules of a role. */
	private static boolean omitted(Schema schema, Map.Entry<String, JsonNode> field) {
		boolean container = schema instanceof Schema.MapOf || schema instanceof Schema.ListOf
				|| schema instanceof Schema.SetOf || schema instanceof Schema.Keyed;
		return field.getValue().isNull()
				|| (container && Json.blank(field.getValue()) && !field.getKey().equals("rules"));
	}

	private JsonNode list(Schema schema, String path, JsonNode value) {
		if (!(value instanceof ArrayNode array)) {
			throw mismatch(path, value, "list");
		}
		for (int i = 0; i < array.size(); i++) {
			array.set(i, conform(schema.items(), path + "[" + i + "]", array.get(i)));
		}
		return array;
	}

	private JsonNode scalar(String type, String path, JsonNode value) {
		boolean fits = switch (type) {
			case "int" -> value.isIntegralNumber();
			case "bool" -> value.isBoolean();
			case "intOrString" -> value.isIntegralNumber() || value.isString();
			case "quantity" -> value.isNumber() || value.isString();
			default -> value.isString() || value.isNull();
		};
		if (!fits) {
			throw mismatch(path, value, type);
		}
		return switch (type) {
			case "quantity" -> Json.string(quantity(value));
			case "bytes" -> bytes(value);
			case "string" -> value.isNull() ? Json.string("") : value;
			default -> value;
		};
	}

	private static String quantity(JsonNode value) {
		try {
			return Quantity.of(value.isString() ? value.stringValue() : value.toString()).toString();
		}
		catch (IllegalArgumentException ex) {
			throw new Mismatch(Quantity.MALFORMED, "");
		}
	}

	private static JsonNode bytes(JsonNode value) {
		String text = value.isNull() ? "" : value.stringValue();
		try {
			Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
		}
		catch (IllegalArgumentException ex) {
			throw new Mismatch("illegal base64 data at input byte " + illegalByte(text), "");
		}
		return Json.string(text);
	}

	private static int illegalByte(String text) {
		for (int i = 0; i < text.length(); i++) {
			if ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(text.charAt(i)) < 0) {
				return i;
			}
		}
		return text.length() - (text.length() % 4);
	}

	private Mismatch mismatch(String path, JsonNode value, String expected) {
		String found = switch (value.getNodeType()) {
			case NUMBER -> "number";
			case BOOLEAN -> "bool";
			case STRING -> "string";
			case ARRAY -> "array";
			default -> "object";
		};
		String go = switch (expected) {
			case "int" -> "int64";
			case "map", "list" -> this.kind.kind();
			default -> expected.equals("time") ? "v1.Time" : expected;
		};
		String shown = value.isString() ? value.stringValue() : value.toString();
		return new Mismatch(
				"json: cannot unmarshal %s into Go struct field %s.%s of type %s".formatted(found, this.kind.kind(),
						this.field.replaceAll("\\[[0-9]+]", ""), go),
				".%s: expected %s, got &value.valueUnstructured{Value:%s}".formatted(path, expected, shown));
	}

}
