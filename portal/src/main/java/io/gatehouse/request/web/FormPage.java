package io.gatehouse.request.web;

import java.util.List;
import java.util.Map;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.form.FormModel;
import org.jspecify.annotations.Nullable;

/** A form that is filled in: to ask for something new, to change, or to send again. */
record FormPage(String type, String label, String summary, FormModel model, Map<String, List<String>> input,
		List<Problem> problems, @Nullable PlanView plan, @Nullable String approvers, boolean needsNobody,
		@Nullable String usualTime, @Nullable Integer quota, @Nullable Long left, String submission, String action,
		String preview, Verb verb, boolean changing, String reason, @Nullable String subject) {
}
