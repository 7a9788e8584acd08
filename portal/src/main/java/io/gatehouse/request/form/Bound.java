package io.gatehouse.request.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.gatehouse.request.RequestType;
import org.jspecify.annotations.Nullable;

/**
 * What became of what was typed.
 *
 * @param form the form; null where there is any problem
 * @param problems what is wrong, in the order of the fields, at most one for each
 * @param input what was typed, to be shown again; never a secret
 */
public record Bound(@Nullable Record form, List<RequestType.Problem> problems, Map<String, List<String>> input) {

	public Bound {
		problems = List.copyOf(problems);
		input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
	}

	public boolean valid() {
		return this.form != null;
	}

	// The form may still hold a secret that was just typed.
	@Override
	public String toString() {
		return valid() ? "Bound[valid]" : "Bound[problems=%s]".formatted(this.problems);
	}

}
