package io.gatehouse.request.web;

/** What the reader may do with a request now. */
record RequestActions(boolean decide, boolean trim, boolean withdraw, boolean revise, boolean retry, boolean undo) {
}
