/** People, groups and roles, as GitLab tells them. */
@ApplicationModule(displayName = "Identity", allowedDependencies = {})
@NullMarked
package io.gatehouse.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
