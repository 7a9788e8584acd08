/**
 * The clients of external systems, one named interface each; here is what all of them
 * share.
 */
@ApplicationModule(displayName = "Adapters",
		allowedDependencies = { "request", "request::event", "identity", "redaction" })
@NullMarked
package io.gatehouse.adapter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
