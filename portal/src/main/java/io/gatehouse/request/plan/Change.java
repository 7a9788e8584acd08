package io.gatehouse.request.plan;

import org.jspecify.annotations.Nullable;

/**
 * One attribute of a resource: what it is and what it shall be.
 *
 * @param before null where it is not there
 * @param after null where it shall not be there
 * @param by who last wrote what is there, where the system tells and it was not the
 * portal
 */
public record Change(String name, @Nullable String before, @Nullable String after, @Nullable String by) {
}
