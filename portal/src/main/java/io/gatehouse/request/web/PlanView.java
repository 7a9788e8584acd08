package io.gatehouse.request.web;

import java.util.List;

/** A plan as it is shown: its summary, its rows, and why it can't be had. */
record PlanView(String summary, List<RowLine> rows, List<String> problems, List<String> troubles, String hash,
		boolean sound, boolean changes) {
}
