package io.gatehouse.sandbox.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads {@code schemas.yaml}, whose head explains its notation. */
final class Schemas {

	private static final Map<String, Schema> ALL = new Schemas(source()).all();

	private final JsonNode source;

	private final Map<String, Schema> structs = new HashMap<>();

	private Schemas(JsonNode source) {
		this.source = source;
	}

	static Schema of(Kind kind) {
		Schema schema = ALL.get(kind.kind());
		if (schema == null) {
			throw new IllegalArgumentException("no schema of " + kind.kind());
		}
		return schema;
	}

	private static JsonNode source() {
		try (InputStream file = Schemas.class.getResourceAsStream("schemas.yaml")) {
			if (file == null) {
				throw new IllegalStateException("schemas.yaml is missing");
			}
			return new YAMLMapper().readTree(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Map<String, Schema> all() {
		this.source.propertyNames().forEach(this::struct);
		return Map.copyOf(this.structs);
	}

	private Schema struct(String name) {
		Schema known = this.structs.get(name);
		if (known != null) {
			return known;
		}
		if (!this.source.has(name)) {
			throw new IllegalArgumentException("no type " + name + " in schemas.yaml");
		}
		Map<String, Schema> fields = new LinkedHashMap<>();
		this.source.get(name)
			.properties()
			.forEach((field) -> fields.put(field.getKey(), type(field.getValue().stringValue())));
		@Nullable Schema rest = fields.remove("*");
		Schema struct = new Schema.Struct(name, fields, rest);
		this.structs.put(name, struct);
		return struct;
	}

	private Schema type(String expression) {
		int open = expression.indexOf('<');
		if (open < 0) {
			return named(expression);
		}
		String inner = expression.substring(open + 1, expression.length() - 1);
		return switch (expression.substring(0, open)) {
			case "map" -> new Schema.MapOf(type(inner));
			case "list" -> new Schema.ListOf(type(inner));
			case "set" -> new Schema.SetOf(type(inner));
			case "atomic" -> new Schema.Atomic(type(inner));
			case "keyed" -> keyed(inner);
			default -> throw new IllegalArgumentException(expression);
		};
	}

	private Schema keyed(String inner) {
		String[] parts = inner.split(" ");
		Map<String, String> keys = new LinkedHashMap<>();
		for (int i = 1; i < parts.length; i++) {
			String[] key = parts[i].split("=");
			keys.put(key[0], (key.length > 1) ? key[1] : "");
		}
		return new Schema.Keyed(type(parts[0]), keys);
	}

	private Schema named(String name) {
		return switch (name) {
			case "any" -> Schema.ANY;
			case "string", "int", "bool", "time", "bytes", "quantity", "intOrString" -> new Schema.Scalar(name);
			default -> struct(name);
		};
	}

}
