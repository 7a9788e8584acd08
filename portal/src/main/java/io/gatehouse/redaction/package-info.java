/** What nobody reads: secrets that come back in the words of others. */
@ApplicationModule(displayName = "Redaction", allowedDependencies = {})
@NullMarked
package io.gatehouse.redaction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
