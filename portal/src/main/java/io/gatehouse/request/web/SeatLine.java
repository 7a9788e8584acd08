package io.gatehouse.request.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A seat: what fits on it, who sits there, and who could. */
record SeatLine(String label, @Nullable String sitting, List<String> candidates) {
}
