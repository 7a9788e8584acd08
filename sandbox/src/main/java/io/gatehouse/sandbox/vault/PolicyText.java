package io.gatehouse.sandbox.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.gatehouse.sandbox.http.Exchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the part of HCL 1 in which policies are written into the tree that the same
 * policy as JSON gives. The grammar: {@code item = key {key} ("=" value | object)}.
 */
final class PolicyText {

	private static final Set<String> MARKS = Set.of("{", "}", "[", "]", "=", ",");

	private record Word(String text, boolean quoted, int line) {

		boolean is(String mark) {
			return !this.quoted && this.text.equals(mark);
		}

		boolean mark() {
			return !this.quoted && MARKS.contains(this.text);
		}

	}

	private final List<Word> words = new ArrayList<>();

	private int next;

	private PolicyText(String text) {
		split(text);
	}

	static ObjectNode parse(String text) {
		if (text.stripLeading().startsWith("{")) {
			return json(text);
		}
		PolicyText parser = new PolicyText(text);
		ObjectNode root = Exchange.JSON.createObjectNode();
		while (parser.next < parser.words.size()) {
			parser.item(root);
		}
		return root;
	}

	private static ObjectNode json(String text) {
		try {
			if (Exchange.JSON.readTree(text) instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			throw Refusal.bad("failed to parse policy: " + ex.getOriginalMessage());
		}
		throw Refusal.bad("failed to parse policy: does not contain a root object");
	}

	private void item(ObjectNode target) {
		List<String> keys = new ArrayList<>();
		while (this.next < this.words.size() && !this.words.get(this.next).mark()) {
			keys.add(take().text());
		}
		if (keys.isEmpty()) {
			throw unexpected(take());
		}
		ObjectNode parent = target;
		for (String key : keys.subList(0, keys.size() - 1)) {
			parent = parent.withObjectProperty(key);
		}
		Word mark = take();
		if (mark.is("{")) {
			object(parent.withObjectProperty(keys.getLast()));
		}
		else if (mark.is("=")) {
			parent.set(keys.getLast(), value());
		}
		else {
			throw unexpected(mark);
		}
	}

	private void object(ObjectNode target) {
		while (!peek().is("}")) {
			item(target);
			if (peek().is(",")) {
				take();
			}
		}
		take();
	}

	private JsonNode value() {
		Word word = take();
		if (word.is("{")) {
			ObjectNode object = Exchange.JSON.createObjectNode();
			object(object);
			return object;
		}
		if (word.is("[")) {
			ArrayNode array = Exchange.JSON.createArrayNode();
			while (!peek().is("]")) {
				array.add(value());
				if (!peek().is("]") && !take().is(",")) {
					throw unexpected(this.words.get(this.next - 1));
				}
			}
			take();
			return array;
		}
		if (word.mark()) {
			throw unexpected(word);
		}
		return Exchange.JSON.getNodeFactory().stringNode(word.text());
	}

	private Word peek() {
		if (this.next >= this.words.size()) {
			throw Refusal.bad("failed to parse policy: object expected closing RBRACE got: EOF");
		}
		return this.words.get(this.next);
	}

	private Word take() {
		Word word = peek();
		this.next++;
		return word;
	}

	private static RuntimeException unexpected(Word word) {
		return Refusal.bad("failed to parse policy: At " + word.line() + ": unexpected \"" + word.text() + "\"");
	}

	private void split(String text) {
		int line = 1;
		int at = 0;
		while (at < text.length()) {
			char c = text.charAt(at);
			int end;
			if (c == '\n') {
				line++;
				end = at + 1;
			}
			else if (Character.isWhitespace(c)) {
				end = at + 1;
			}
			else if (c == '#' || text.startsWith("//", at)) {
				end = endOf(text, "\n", at, 0);
			}
			else if (text.startsWith("/*", at)) {
				end = endOf(text, "*/", at + 2, 2);
				line += (int) text.substring(at, end).chars().filter((ch) -> ch == '\n').count();
			}
			else if (c == '"') {
				end = quoted(text, at, line);
			}
			else if (MARKS.contains(String.valueOf(c))) {
				this.words.add(new Word(String.valueOf(c), false, line));
				end = at + 1;
			}
			else {
				end = bare(text, at);
				this.words.add(new Word(text.substring(at, end), false, line));
			}
			at = end;
		}
	}

	private static int endOf(String text, String mark, int from, int length) {
		int found = text.indexOf(mark, from);
		return (found < 0) ? text.length() : found + length;
	}

	private int quoted(String text, int start, int line) {
		StringBuilder value = new StringBuilder();
		for (int at = start + 1; at < text.length(); at++) {
			char c = text.charAt(at);
			if (c == '"') {
				this.words.add(new Word(value.toString(), true, line));
				return at + 1;
			}
			if (c == '\n') {
				break;
			}
			if (c == '\\' && at + 1 < text.length()) {
				at++;
				c = text.charAt(at);
			}
			value.append(c);
		}
		throw Refusal.bad("failed to parse policy: At " + line + ": literal not terminated");
	}

	private static int bare(String text, int start) {
		int at = start;
		while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != '"'
				&& !MARKS.contains(String.valueOf(text.charAt(at)))) {
			at++;
		}
		return at;
	}

}
