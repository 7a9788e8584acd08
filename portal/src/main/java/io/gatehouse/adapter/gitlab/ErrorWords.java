package io.gatehouse.adapter.gitlab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.gatehouse.redaction.Redaction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes one line out of GitLab's error bodies, whose {@code message} may be a text, a
 * list or an object of lists.
 */
final class ErrorWords {

	private static final Pattern TOKEN = Pattern.compile("\\b(gl[a-z]{2,8}-|gloas-)[0-9A-Za-z_.=-]{8,}");

	private static final JsonMapper JSON = new JsonMapper();

	private ErrorWords() {
	}

	static String of(String body) {
		return Redaction.line(TOKEN.matcher(flat(body)).replaceAll("[token]"));
	}

	private static String flat(String body) {
		if (!body.startsWith("{")) {
			// A proxy's page says nothing that helps a person.
			return body.contains("<") ? "" : body;
		}
		try {
			JsonNode json = JSON.readTree(body);
			List<String> words = new ArrayList<>();
			collect(json.path("message"), "", words);
			collect(json.path("error"), "", words);
			collect(json.path("error_description"), "", words);
			return String.join("; ", words);
		}
		catch (JacksonException ex) {
			return "";
		}
	}

	private static void collect(JsonNode node, String label, List<String> words) {
		if (node.isObject()) {
			node.properties().forEach((entry) -> collect(entry.getValue(), entry.getKey(), words));
		}
		else if (node.isArray()) {
			node.forEach((item) -> collect(item, label, words));
		}
		else if (node.isValueNode() && !node.isNull()) {
			words.add(label.isEmpty() || label.equals("base") || label.equals("error") ? node.asString()
					: label + " " + node.asString());
		}
	}

}
