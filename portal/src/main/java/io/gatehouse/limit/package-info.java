/** How often somebody may ask the portal for something. */
@ApplicationModule(displayName = "Limits", allowedDependencies = {})
@NullMarked
package io.gatehouse.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
