package io.gatehouse.request.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.gatehouse.request.RequestType;
import org.jspecify.annotations.Nullable;

/**
 * What became of what was typed.
 *
 * @param form the form; null where there is any problem
 * @param partial the form as far as it is filled in and right, else empty; null where its
 * type can't be made so
 * @param filled the components that were given and are right
 * @param problems what is wrong, in the order of the fields; of a list a few lines, of
 * all else at most one for each
 * @param input what was typed, to be shown again; never a secret
 */
public record Bound(@Nullable Record form, @Nullable Record partial, Set<String> filled,
		List<RequestType.Problem> problems, Map<String, List<String>> input) {

	/** Something is still to be filled in. */
	static final String REQUIRED = "form.required";

	/** One of several fields is still to be filled in, which the arguments name. */
	static final String ANY_OF = "form.any-of";

	public Bound {
		filled = Set.copyOf(filled);
		problems = List.copyOf(problems);
		input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
	}

	public boolean valid() {
		return this.form != null;
	}

	/**
	 * The same problem with the line where the entry stands in what was typed, which may
	 * have empty lines and repetitions between.
	 */
	public RequestType.Problem asTyped(RequestType.Problem problem, FormModel model) {
		boolean list = problem.line() > 0 && model.field(problem.field()).kind() == FieldModel.Kind.LIST;
		return list ? new RequestType.Problem(problem.field(),
				TypedLines.of(this.input.getOrDefault(problem.field(), List.of())).line(problem.line()), problem.text())
				: problem;
	}

	// The form may still hold a secret that was just typed.
	@Override
	public String toString() {
		return valid() ? "Bound[valid]" : "Bound[problems=%s]".formatted(this.problems);
	}

}
