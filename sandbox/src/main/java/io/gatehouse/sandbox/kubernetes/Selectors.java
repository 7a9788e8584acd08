package io.gatehouse.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Label and field selectors of a query. */
final class Selectors {

	private static final Pattern SET = Pattern.compile("([^ !=]+) +(in|notin) *\\(([^)]*)\\)");

	private static final Pattern EQUALITY = Pattern.compile("([^ !=]+) *(==|=|!=) *([^ =]*)");

	private static final Pattern EXISTENCE = Pattern.compile("(!?) *([^ !=]+)");

	private Selectors() {
	}

	static Predicate<JsonNode> of(@Nullable String labels, @Nullable String fields) {
		return labels((labels != null) ? labels : "").and(fields((fields != null) ? fields : ""));
	}

	private static Predicate<JsonNode> labels(String selector) {
		Predicate<JsonNode> all = (object) -> true;
		for (String part : split(selector)) {
			Predicate<JsonNode> one = label(part);
			all = all.and((object) -> one.test(object.at("/metadata/labels")));
		}
		return all;
	}

	private static List<String> split(String selector) {
		List<String> parts = new ArrayList<>();
		int depth = 0;
		int start = 0;
		for (int i = 0; i <= selector.length(); i++) {
			char at = (i < selector.length()) ? selector.charAt(i) : ',';
			depth += (at == '(') ? 1 : (at == ')') ? -1 : 0;
			if (at == ',' && depth <= 0) {
				String part = selector.substring(start, i).strip();
				if (!part.isEmpty()) {
					parts.add(part);
				}
				start = i + 1;
			}
		}
		return parts;
	}

	private static Predicate<JsonNode> label(String part) {
		Matcher set = SET.matcher(part);
		if (set.matches()) {
			List<String> values = List.of(set.group(3).strip().split(" *, *"));
			boolean in = set.group(2).equals("in");
			return (labels) -> {
				String value = Json.text(labels, set.group(1));
				return in == (value != null && values.contains(value));
			};
		}
		Matcher equality = EQUALITY.matcher(part);
		if (equality.matches()) {
			boolean negated = equality.group(2).equals("!=");
			return (labels) -> negated != equality.group(3).equals(Json.text(labels, equality.group(1)));
		}
		Matcher existence = EXISTENCE.matcher(part);
		if (existence.matches()) {
			return (labels) -> labels.has(existence.group(2)) == existence.group(1).isEmpty();
		}
		String[] words = part.split(" +");
		throw Statuses.badRequest("unable to parse requirement: found '%s', expected: in, notin, =, ==, !=, gt, lt"
			.formatted(words[Math.min(1, words.length - 1)]));
	}

	private static Predicate<JsonNode> fields(String selector) {
		Predicate<JsonNode> all = (object) -> true;
		for (String part : split(selector)) {
			Matcher equality = EQUALITY.matcher(part);
			if (!equality.matches()) {
				throw Statuses.badRequest("invalid selector: '%s'; can't understand '%s'".formatted(selector, part));
			}
			String field = equality.group(1);
			if (!List
				.of("metadata.name", "metadata.namespace", "status.phase", "type", "involvedObject.name",
						"involvedObject.kind", "involvedObject.uid", "involvedObject.namespace", "reason")
				.contains(field)) {
				throw Statuses.badRequest("field label not supported: " + field);
			}
			boolean negated = equality.group(2).equals("!=");
			all = all.and((object) -> negated != equality.group(3)
				.equals(object.at("/" + field.replace('.', '/')).asString("")));
		}
		return all;
	}

}
