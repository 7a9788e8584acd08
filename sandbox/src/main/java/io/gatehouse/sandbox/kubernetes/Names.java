package io.gatehouse.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.List;

/** What names, labels and keys have to look like, in the server's words. */
final class Names {

	private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

	private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";

	private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

	private Names() {
	}

	/** What is wrong with an object's name. */
	static List<String> wrong(Kind.NameRule rule, String name) {
		return switch (rule) {
			case LABEL -> label(name);
			case SUBDOMAIN -> subdomain(name);
			case PATH_SEGMENT -> pathSegment(name);
		};
	}

	private static List<String> label(String name) {
		List<String> wrong = new ArrayList<>();
		if (!name.matches(LABEL)) {
			wrong.add("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
					+ " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
					+ " validation is '" + LABEL + "')");
		}
		if (name.length() > 63) {
			wrong.add("must be no more than 63 characters");
		}
		return wrong;
	}

	static List<String> subdomain(String name) {
		List<String> wrong = new ArrayList<>();
		if (name.length() > 253) {
			wrong.add("must be no more than 253 characters");
		}
		if (!name.matches(SUBDOMAIN)) {
			wrong.add("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
					+ " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
					+ " validation is '" + SUBDOMAIN + "')");
		}
		return wrong;
	}

	static List<String> pathSegment(String name) {
		if (name.equals(".") || name.equals("..")) {
			return List.of("may not be '" + name + "'");
		}
		List<String> wrong = new ArrayList<>();
		for (String part : new String[] { "/", "%" }) {
			if (name.contains(part)) {
				wrong.add("may not contain '" + part + "'");
			}
		}
		return wrong;
	}

	static List<String> qualified(String key) {
		String[] parts = key.split("/", -1);
		List<String> wrong = new ArrayList<>();
		if (parts.length > 2) {
			return List.of("a qualified name " + shape()
					+ " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
		}
		if (parts.length == 2) {
			if (parts[0].isEmpty()) {
				wrong.add("prefix part must be non-empty");
			}
			else {
				subdomain(parts[0]).forEach((each) -> wrong.add("prefix part " + each));
			}
		}
		String name = parts[parts.length - 1];
		if (name.isEmpty()) {
			wrong.add("name part must be non-empty");
		}
		else if (name.length() > 63) {
			wrong.add("name part must be no more than 63 bytes");
		}
		if (!name.matches(QUALIFIED)) {
			wrong.add("name part " + shape());
		}
		return wrong;
	}

	static List<String> labelValue(String value) {
		List<String> wrong = new ArrayList<>();
		if (value.length() > 63) {
			wrong.add("must be no more than 63 bytes");
		}
		if (!value.matches("(" + QUALIFIED + ")?")) {
			wrong.add("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
					+ " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or"
					+ " '12345', regex used for validation is '(" + QUALIFIED + ")?')");
		}
		return wrong;
	}

	static List<String> configKey(String key) {
		if (key.length() > 253) {
			return List.of("must be no more than 253 characters");
		}
		if (!key.matches("[-._a-zA-Z0-9]+")) {
			return List.of("a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
					+ " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
					+ " '[-._a-zA-Z0-9]+')");
		}
		return (key.equals(".") || key.startsWith("..")) ? List.of("must not start with '..'") : List.of();
	}

	private static String shape() {
		return "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
				+ " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + QUALIFIED
				+ "')";
	}

}
