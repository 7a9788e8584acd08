package io.gatehouse.request.web;

import java.util.List;

import io.gatehouse.request.plan.Action;
import org.jspecify.annotations.Nullable;

/** A plan's row, in the reader's words. */
record RowLine(Action action, String word, String system, String systemLabel, String kind, String name,
		List<String> notes, boolean dangerous, List<ChangeLine> changes, @Nullable String link) {
}
