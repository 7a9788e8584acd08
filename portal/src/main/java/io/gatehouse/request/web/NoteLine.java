package io.gatehouse.request.web;

import java.time.Instant;
import io.gatehouse.request.lifecycle.Note;

/** What somebody said or decided. */
record NoteLine(Instant at, String person, Note.Kind kind, String word, String body, boolean isVoid) {
}
