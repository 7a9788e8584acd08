/** Bans of addresses: from a form to the packets that are dropped. */
@ApplicationModule(displayName = "Bans",
		allowedDependencies = { "request", "request::event", "request::words", "identity", "limit", "adapter::feed",
				"adapter::kubernetes", "adapter::vault" })
@NullMarked
package io.gatehouse.ban;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
