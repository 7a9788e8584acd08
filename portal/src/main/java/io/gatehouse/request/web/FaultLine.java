package io.gatehouse.request.web;

import java.time.Instant;

/** A fault of an external system. */
record FaultLine(Instant at, String words) {
}
