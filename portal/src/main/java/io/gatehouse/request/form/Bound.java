package io.gatehouse.request.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.gatehouse.request.RequestType;
import io.gatehouse.request.Text;
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

	/** What is wrong with a field; with the form as a whole where the name is empty. */
	public List<Text> problemsOf(String field) {
		return this.problems.stream()
			.filter((problem) -> problem.field().equals(field))
			.map(RequestType.Problem::text)
			.toList();
	}

	// The form may still hold a secret that was just typed.
	@Override
	public String toString() {
		return valid() ? "Bound[valid]" : "Bound[problems=%s]".formatted(this.problems);
	}

}
