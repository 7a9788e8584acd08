package io.gatehouse.request.web;

import java.util.List;
import java.util.Map;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
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
 */
record FormPage(String type, String heading, String lead, String section, @Nullable String back,
		@Nullable NoteLine remark, FormModel model, Map<String, List<String>> input, List<Problem> problems,
		@Nullable PlanView plan, @Nullable Extension extension, @Nullable String approvers, boolean needsNobody,
		@Nullable String usualTime, @Nullable Integer quota, @Nullable Long left, String submission, String action,
		String preview, Verb verb, boolean changing, String reason) {

	/**
	 * Whether it is there already and shall be another, so that there is a plan before
	 * anything is typed. Templates see public methods only.
	 */
	public boolean filled() {
		return this.back != null;
	}

}
