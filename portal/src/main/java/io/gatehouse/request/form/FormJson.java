package io.gatehouse.request.form;

import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.form.FieldModel.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Forms as they are stored. Written by hand so that the text depends on the components
 * alone, in their order, and so that what was stored by an older version can be read.
 */
final class FormJson {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private FormJson() {
	}

	static String write(FormModel model, Record form) {
		ObjectNode json = MAPPER.createObjectNode();
		Records.values(form).forEach((name, value) -> {
			if (model.field(name).kind() == Kind.SECRET && value instanceof String secret
					&& !Secrets.handle(name, secret)) {
				throw new IllegalStateException("The secret %s of %s must be kept before the form is stored"
					.formatted(name, model.type().getName()));
			}
			put(json, name, value);
		});
		return MAPPER.writeValueAsString(json);
	}

	private static void put(ObjectNode json, String name, @Nullable Object value) {
		switch (value) {
			case null -> json.putNull(name);
			case Integer number -> json.put(name, number);
			case Long number -> json.put(name, number);
			case Boolean checked -> json.put(name, checked);
			case Upload upload -> json.putObject(name)
				.put("id", upload.id())
				.put("name", upload.name())
				.put("size", upload.size())
				.put("sha256", upload.sha256())
				.put("lines", upload.lines());
			case List<?> entries -> entries.forEach(json.putArray(name)::addPOJO);
			default -> json.put(name, Shown.plain(value));
		}
	}

	static <F extends Record> F read(Class<F> type, String text) {
		JsonNode json = MAPPER.readTree(text);
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		for (RecordComponent component : type.getRecordComponents()) {
			values.put(component.getName(), value(component.getType(), json.path(component.getName())));
		}
		return Records.made(type, values);
	}

	// What no longer fits the component counts as missing: the form may be years old.
	private static @Nullable Object value(Class<?> type, JsonNode json) {
		if (json.isMissingNode() || json.isNull()) {
			return null;
		}
		if (type == int.class || type == Integer.class) {
			return json.isIntegralNumber() && json.canConvertToInt() ? json.intValue() : null;
		}
		if (type == long.class || type == Long.class) {
			return json.isIntegralNumber() && json.canConvertToLong() ? json.longValue() : null;
		}
		if (type == boolean.class || type == Boolean.class) {
			return json.isBoolean() ? json.booleanValue() : null;
		}
		if (type == List.class) {
			return json.isArray() ? entries(json) : null;
		}
		if (type == Upload.class) {
			return json.isObject() ? new Upload(json.path("id").asString(), json.path("name").asString(),
					json.path("size").asLong(), json.path("sha256").asString(), json.path("lines").asLong(0)) : null;
		}
		return json.isString() ? value(type, json.stringValue()) : null;
	}

	private static List<String> entries(JsonNode json) {
		List<String> entries = new ArrayList<>();
		for (JsonNode entry : json) {
			if (entry.isString()) {
				entries.add(entry.stringValue());
			}
		}
		return List.copyOf(entries);
	}

	private static @Nullable Object value(Class<?> type, String text) {
		if (type.isEnum()) {
			return Arrays.stream(type.getEnumConstants())
				.filter((option) -> ((Enum<?>) option).name().equals(text))
				.findFirst()
				.orElse(null);
		}
		try {
			if (type == LocalDate.class) {
				return LocalDate.parse(text);
			}
			return (type == Duration.class) ? Duration.parse(text) : text;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
