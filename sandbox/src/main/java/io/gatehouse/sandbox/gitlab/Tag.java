package io.gatehouse.sandbox.gitlab;

import java.time.Instant;

/** A tag; annotated where it has a message. */
record Tag(String name, String message, String target, Instant at) {
}
