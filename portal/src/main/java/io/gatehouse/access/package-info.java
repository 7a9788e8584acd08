/** Access to projects for a time. */
@ApplicationModule(displayName = "Access", allowedDependencies = { "request", "identity", "adapter::gitlab" })
@NullMarked
package io.gatehouse.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
