/** Copies all that the portal knows into one file and back, beside a portal that runs. */
@ApplicationModule(displayName = "Backup", allowedDependencies = {})
@NullMarked
package io.gatehouse.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
