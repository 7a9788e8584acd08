/**
 * The kernel: its base package is what a capability needs to know; the packages below it
 * are closed to the rest.
 */
@ApplicationModule(displayName = "Requests", allowedDependencies = { "identity", "limit", "redaction" })
@NullMarked
package io.gatehouse.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
