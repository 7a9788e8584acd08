/** What the portal does by itself: ends, checks, lapses. */
@NullMarked
package io.gatehouse.request.upkeep;

import org.jspecify.annotations.NullMarked;
