package io.gatehouse.request.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a list as they were typed: without empty lines, and what is there twice
 * once.
 *
 * @param entries in the order in which they came
 * @param lines on which each stands first, counted from 1
 */
record TypedLines(List<String> entries, List<Integer> lines) {

	static TypedLines of(List<String> typed) {
		Map<String, Integer> first = new LinkedHashMap<>();
		int number = 0;
		for (String some : typed) {
			for (String line : Characters.lines(some).split("\n", -1)) {
				number++;
				first.putIfAbsent(Characters.normal(line), number);
			}
		}
		first.remove("");
		return new TypedLines(List.copyOf(first.keySet()), List.copyOf(first.values()));
	}

	/** The line on which an entry stands. */
	int line(int entry) {
		return (entry >= 1 && entry <= this.lines.size()) ? this.lines.get(entry - 1) : entry;
	}

}
