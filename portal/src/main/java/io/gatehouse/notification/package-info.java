/** Tells people in Slack what happened, through an outbox. */
@ApplicationModule(displayName = "Notifications",
		allowedDependencies = { "request", "request::event", "request::words", "adapter::slack" })
@NullMarked
package io.gatehouse.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
