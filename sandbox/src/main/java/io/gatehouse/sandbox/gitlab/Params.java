package io.gatehouse.sandbox.gitlab;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gatehouse.sandbox.http.Exchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a request, wherever they stand: query, form or JSON body. */
final class Params {

	private static final Pattern NESTED = Pattern.compile("([^\\[]+)\\[([^\\]]*)\\]");

	private final ObjectNode values;

	private Params(ObjectNode values) {
		this.values = values;
	}

	static Params of(Exchange exchange) {
		ObjectNode values = Exchange.JSON.createObjectNode();
		add(values, exchange.queries());
		String type = exchange.header("Content-Type");
		if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
			add(values, exchange.form());
		}
		else if (type != null && type.startsWith("application/json") && json(exchange) instanceof ObjectNode body) {
			values.setAll(body);
		}
		return new Params(values);
	}

	private static JsonNode json(Exchange exchange) {
		try {
			return exchange.json();
		}
		catch (JacksonException ex) {
			throw Errors.parameter("Problem processing JSON payload");
		}
	}

	private static void add(ObjectNode values, Map<String, List<String>> pairs) {
		pairs.forEach((key, texts) -> {
			Matcher nested = NESTED.matcher(key);
			if (!nested.matches()) {
				values.put(key, texts.getLast());
			}
			else if (nested.group(2).isEmpty()) {
				ArrayNode array = values.withArray(nested.group(1));
				texts.forEach(array::add);
			}
			else {
				values.withObject(nested.group(1)).put(nested.group(2), texts.getLast());
			}
		});
	}

	boolean has(String name) {
		return this.values.hasNonNull(name);
	}

	/** Whether it was sent, be it as null or empty. */
	boolean sent(String name) {
		return this.values.has(name);
	}

	@Nullable String text(String name) {
		JsonNode value = this.values.get(name);
		return (value == null || value.isNull() || value.isContainer()) ? null : value.asString();
	}

	String text(String name, String otherwise) {
		String text = text(name);
		return (text != null) ? text : otherwise;
	}

	String required(String name) {
		present(name);
		return text(name, "");
	}

	/** Refuses where the parameter is not there, whatever its type. */
	void present(String name) {
		if (!this.values.has(name)) {
			throw Errors.parameter(name + " is missing");
		}
	}

	@Nullable Long number(String name) {
		String text = text(name);
		if (text == null || text.isBlank()) {
			return null;
		}
		try {
			return Long.valueOf(text);
		}
		catch (NumberFormatException ex) {
			throw Errors.parameter(name + " is invalid");
		}
	}

	long number(String name, long otherwise) {
		Long number = number(name);
		return (number != null) ? number : otherwise;
	}

	int requiredNumber(String name) {
		required(name);
		return (int) number(name, -1);
	}

	/** As Grape reads it, which takes what clients of many languages write for it. */
	boolean flag(String name, boolean otherwise) {
		return switch (text(name, "")) {
			case "" -> otherwise;
			case "true", "True", "TRUE", "t", "T", "1", "on", "On", "ON", "yes", "Yes", "YES", "y", "Y" -> true;
			case "false", "False", "FALSE", "f", "F", "0", "off", "Off", "OFF", "no", "No", "NO", "n", "N" -> false;
			default -> throw Errors.parameter(name + " is invalid");
		};
	}

	/** A date, also where it is sent as a time. */
	@Nullable LocalDate date(String name) {
		Instant time = time(name);
		return (time != null) ? time.atOffset(ZoneOffset.UTC).toLocalDate() : null;
	}

	@Nullable Instant time(String name) {
		String text = text(name);
		if (text == null || text.isBlank()) {
			return null;
		}
		try {
			return (text.length() > 10) ? OffsetDateTime.parse(text).toInstant()
					: LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
		}
		catch (DateTimeParseException ex) {
			throw Errors.parameter(name + " is invalid");
		}
	}

	/** A list, also where it is sent as one text with commas. */
	List<String> list(String name) {
		JsonNode value = this.values.get(name);
		List<String> list = new ArrayList<>();
		if (value != null && value.isArray()) {
			value.forEach((item) -> list.add(item.asString()));
		}
		else if (value != null && !value.isNull()) {
			list.addAll(List.of(value.asString().split(",")));
		}
		return list;
	}

	List<Params> objects(String name) {
		List<Params> objects = new ArrayList<>();
		JsonNode value = this.values.get(name);
		if (value != null && value.isArray()) {
			value.forEach((item) -> objects.add(object(name, item)));
		}
		return objects;
	}

	private static Params object(String name, JsonNode item) {
		if (item instanceof ObjectNode object) {
			return new Params(object);
		}
		throw Errors.parameter(name + " is invalid");
	}

	/** The fields of a nested object; empty where there is none. */
	Params nested(String name) {
		return (this.values.get(name) instanceof ObjectNode object) ? new Params(object)
				: new Params(Exchange.JSON.createObjectNode());
	}

}
