/** What every page shares: who may see it, its layout, its language, and its errors. */
@ApplicationModule(displayName = "Web", allowedDependencies = { "identity", "limit", "redaction" })
@NullMarked
package io.gatehouse.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
