package io.gatehouse.request.web;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Text;
import io.gatehouse.request.form.FieldModel;
import io.gatehouse.request.form.FormModel;
import org.jspecify.annotations.Nullable;

/**
 * A form that is filled in: to ask for something new, to change, or to send again.
 *
 * @param heading what it is about
 * @param lead what that is
 * @param section the word of the navigation under which it stands
 * @param back where one goes who leaves it; null where that is nowhere in particular
 * @param extension what becomes of the end of what is there; null where it stays
 * @param remark what the approver wrote who asked for changes
 * @param touched the fields in which somebody has changed something
 * @param files what is known of the files that it names, by field
 */
record FormPage(String type, String heading, String lead, String section, @Nullable String back,
		@Nullable NoteLine remark, FormModel model, Map<String, List<String>> input, List<Problem> problems,
		@Nullable PlanView plan, @Nullable Extension extension, @Nullable String approvers, boolean needsNobody,
		@Nullable String usualTime, @Nullable Integer quota, @Nullable Long left, String submission, String action,
		String preview, Verb verb, boolean changing, String reason, Set<String> touched, Map<String, Text> files) {

	/**
	 * What is wrong with what was typed so far. While a form is being filled in, a field
	 * is wrong only once somebody has been there.
	 */
	public List<Problem> found() {
		return this.problems.stream()
			.filter((problem) -> problem.field().isEmpty() || this.touched.contains(problem.field()))
			.toList();
	}

	/** The fields with which something is, in their order. */
	public List<String> foundAt() {
		return found().stream().map(Problem::field).filter((field) -> !field.isEmpty()).distinct().toList();
	}

	/** The fields beside which it is told anew what is wrong. */
	public List<FieldModel> told() {
		return this.model.fields()
			.stream()
			.filter((field) -> this.touched.contains(field.name()) && !(this.changing && field.fixed()))
			.toList();
	}

	/**
	 * Whether it is there already and shall be another, so that there is a plan before
	 * anything is typed. Templates see public methods only.
	 */
	public boolean filled() {
		return this.back != null;
	}

}
