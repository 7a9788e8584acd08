/** Namespaces to try something in, which go away by themselves. */
@ApplicationModule(displayName = "Labs", allowedDependencies = { "request", "adapter::gitlab", "adapter::kubernetes" })
@NullMarked
package io.gatehouse.example;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
