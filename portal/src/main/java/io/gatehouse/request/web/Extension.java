package io.gatehouse.request.web;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An end that becomes a later one.
 *
 * @param before null where there was no end
 * @param after if it were carried out now: it counts from then
 */
record Extension(@Nullable Instant before, Instant after) {
}
