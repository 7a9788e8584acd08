/** What happened, told to whoever listens in the same transaction. */
@NamedInterface("event")
@NullMarked
package io.gatehouse.request.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
