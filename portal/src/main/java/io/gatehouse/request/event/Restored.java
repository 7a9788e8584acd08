package io.gatehouse.request.event;

import java.time.Instant;

/**
 * The database was set back; published once, when a portal runs on it again, in a
 * transaction. What happened since is not known any more, but may have been told to
 * others.
 *
 * @param to the moment that it was set back to
 */
public record Restored(Instant to) {
}
