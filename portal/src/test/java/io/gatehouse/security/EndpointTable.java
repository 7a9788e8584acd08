package io.gatehouse.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;

/**
 * What each endpoint answers to whom, as {@code security/endpoints.md} has it.
 *
 * @param people the columns of the rules
 * @param rules by name: what is answered about which object
 * @param endpoints in the order in which they are tried
 */
record EndpointTable(List<String> people, Map<String, List<Rule>> rules, List<Endpoint> endpoints) {

	private static final String COLUMN = "(?<!\\\\)\\|";

	/**
	 * What is answered about one object.
	 *
	 * @param object whose it is; empty where the endpoint names none
	 * @param answers by person
	 */
	record Rule(String object, Map<String, String> answers) {
	}

	/**
	 * One endpoint.
	 *
	 * @param name method and pattern
	 * @param rule who is answered what
	 * @param sends what is sent, as in an address
	 */
	record Endpoint(String name, String rule, String sends) {

		String method() {
			return this.name.startsWith("ANY") ? "GET" : this.name.substring(0, this.name.indexOf(' '));
		}

		String pattern() {
			return this.name.substring(this.name.indexOf(' ') + 1);
		}

		boolean changes() {
			return method().equals("POST") && !pattern().startsWith("/agents/");
		}

	}

	static EndpointTable read() {
		List<String> people = List.of();
		Map<String, List<Rule>> rules = new LinkedHashMap<>();
		List<Endpoint> endpoints = new ArrayList<>();
		for (List<String> row : rows()) {
			if (row.getFirst().equals("Rule")) {
				people = row.subList(2, row.size());
			}
			else if (row.size() == people.size() + 2) {
				rules.computeIfAbsent(row.getFirst(), (any) -> new ArrayList<>()).add(rule(row, people));
			}
			else if (row.size() == 3 && row.getFirst().matches("[A-Z]+ /.*")) {
				endpoints.add(new Endpoint(row.get(0).replace(" *", "").replace("\\|", "|"), row.get(1), row.get(2)));
			}
		}
		return new EndpointTable(people, rules, endpoints);
	}

	private static Rule rule(List<String> row, List<String> people) {
		Map<String, String> answers = new LinkedHashMap<>();
		for (int i = 0; i < people.size(); i++) {
			answers.put(people.get(i), row.get(i + 2));
		}
		return new Rule(row.get(1), answers);
	}

	private static List<List<String>> rows() {
		try {
			String text = new ClassPathResource("security/endpoints.md").getContentAsString(StandardCharsets.UTF_8);
			return text.lines()
				.filter((line) -> line.startsWith("|") && !line.startsWith("|-"))
				.map((line) -> line.substring(1, line.lastIndexOf('|')))
				.map((line) -> Arrays.stream(line.split(COLUMN, -1)).map(String::strip).toList())
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
