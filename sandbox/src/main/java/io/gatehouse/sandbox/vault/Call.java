package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.HttpFault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One request as the engines see it: operation, path after {@code /v1/}, fields. */
record Call(Operation operation, String path, JsonNode body, Map<String, List<String>> queries,
		@Nullable String secretToken, @Nullable String contentType, Instant now) {

	static Call of(Exchange exchange, String path, Instant now) {
		boolean list = exchange.method().equals("LIST")
				|| exchange.method().equals("GET") && "true".equals(exchange.query("list"));
		Operation operation = list ? Operation.LIST : switch (exchange.method()) {
			case "GET", "HEAD" -> Operation.READ;
			case "POST", "PUT" -> Operation.UPDATE;
			case "PATCH" -> Operation.PATCH;
			case "DELETE" -> Operation.DELETE;
			default -> throw Refusal.of(405);
		};
		return new Call(operation, path, body(exchange), exchange.queries(), token(exchange),
				exchange.header("Content-Type"), now);
	}

	private static JsonNode body(Exchange exchange) {
		try {
			JsonNode body = exchange.json();
			if (body.isMissingNode() || body.isObject()) {
				return body;
			}
		}
		catch (JacksonException ex) {
			throw failedToParse();
		}
		throw failedToParse();
	}

	private static HttpFault failedToParse() {
		return Refusal.bad("error parsing JSON");
	}

	private static @Nullable String token(Exchange exchange) {
		String header = exchange.header("X-Vault-Token");
		if (header == null || header.isBlank()) {
			String authorization = exchange.header("Authorization");
			header = (authorization != null && authorization.startsWith("Bearer ")) ? authorization.substring(7) : null;
		}
		return (header != null && !header.isBlank()) ? header.trim() : null;
	}

	Call as(Operation operation) {
		return new Call(operation, this.path, this.body, this.queries, this.secretToken, this.contentType, this.now);
	}

	boolean has(String field) {
		return this.body.hasNonNull(field);
	}

	JsonNode field(String name) {
		return this.body.path(name);
	}

	/** A text field; empty where it is not given. */
	String text(String name) {
		return has(name) ? this.body.path(name).asString() : "";
	}

	boolean flag(String name) {
		JsonNode value = this.body.path(name);
		if (value.isBoolean()) {
			return value.booleanValue();
		}
		String text = value.asString("");
		if (!text.isEmpty() && !text.matches("(?i)1|0|t|f|true|false")) {
			throw Refusal.bad(unparsed(name, text, "bool"));
		}
		return text.matches("(?i)1|t|true");
	}

	/** A number that may also be written as a text. */
	int number(String name) {
		if (!has(name)) {
			return 0;
		}
		try {
			return Integer.parseInt(this.body.path(name).asString());
		}
		catch (NumberFormatException ex) {
			throw Refusal.bad(noNumber(name, this.body.path(name).asString()));
		}
	}

	/** What Vault says of a text that is to be a number and is none. */
	static String noNumber(String name, String text) {
		return unparsed(name, text, "int");
	}

	private static String unparsed(String name, String text, String type) {
		String function = type.equals("int") ? "ParseInt" : "ParseBool";
		return "error converting input " + text + " for field \"" + name + "\": cannot parse '' as " + type
				+ ": strconv." + function + ": parsing \"" + text + "\": invalid syntax";
	}

	Duration duration(String name) {
		if (!has(name)) {
			return Duration.ZERO;
		}
		String text = this.body.path(name).asString();
		return Durations.parse(text)
			.orElseThrow(() -> Refusal.bad("error converting input " + text + " for field \"" + name
					+ "\": time: invalid duration \"" + text + "\""));
	}

	/** A list that may also be written as one text with commas. */
	List<String> texts(String name) {
		List<String> texts = new ArrayList<>();
		JsonNode value = this.body.path(name);
		if (value.isArray()) {
			value.forEach((element) -> texts.add(element.asString()));
		}
		else if (has(name)) {
			for (String part : value.asString().split(",")) {
				texts.add(part.trim());
			}
		}
		texts.removeIf(String::isEmpty);
		return texts;
	}

	/** A map of texts. */
	Map<String, String> map(String name) {
		Map<String, String> map = new TreeMap<>();
		if (has(name) && !this.body.path(name).isObject()) {
			throw Refusal.bad("error converting input " + text(name) + " for field \"" + name
					+ "\": '' expected a map, got 'string'");
		}
		this.body.path(name).properties().forEach((entry) -> map.put(entry.getKey(), entry.getValue().asString()));
		return map;
	}

	@Nullable String query(String name) {
		List<String> values = this.queries.get(name);
		return (values != null) ? values.getFirst() : null;
	}

}
