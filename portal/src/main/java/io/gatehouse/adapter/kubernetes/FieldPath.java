package io.gatehouse.adapter.kubernetes;

import java.util.List;
import java.util.Map;

/** The place of a field in an object, as managed fields and conflicts name it. */
record FieldPath(List<String> segments) {

	static FieldPath of(String... segments) {
		return new FieldPath(List.of(segments));
	}

	/**
	 * Whether a manager's set of fields holds this one. A leaf on the way stands for all
	 * that is below it, as in lists that have one owner.
	 */
	boolean isIn(Map<?, ?> fields) {
		Map<?, ?> level = fields;
		for (int i = 0; i < this.segments.size(); i++) {
			if (!(level.get("f:" + this.segments.get(i)) instanceof Map<?, ?> next)) {
				return i > 0 && level.isEmpty();
			}
			level = next;
		}
		return true;
	}

	/** Whether a field as a conflict names it is this one, or a part of it. */
	boolean covers(String field) {
		String here = "." + String.join(".", this.segments);
		return field.equals(here) || field.startsWith(here + ".") || field.startsWith(here + "[");
	}

}
