package io.gatehouse.request.web;

/** A label and a value. */
record ValueLine(String label, String value) {
}
