package io.gatehouse.request.web;

import io.gatehouse.request.lifecycle.StepState;
import org.jspecify.annotations.Nullable;

/** A plan's row that is carried out, and how far it is. */
record StepLine(int position, RowLine row, StepState state, String stateWord, int attempts, @Nullable String message,
		@Nullable String took) {
}
