package io.gatehouse.request.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What ops must look at.
 *
 * @param since null where that is not known
 * @param path of the page where more of it is seen
 */
record MatterLine(String subject, String words, @Nullable Instant since, String path) {
}
