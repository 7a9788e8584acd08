/** New projects: code, a place to run, and a place for secrets. */
@ApplicationModule(displayName = "Projects",
		allowedDependencies = { "request", "identity", "adapter::gitlab", "adapter::kubernetes", "adapter::vault" })
@NullMarked
package io.gatehouse.project;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
