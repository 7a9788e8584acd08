/** The append-only, hash-chained record of all that happened. */
@NullMarked
package io.gatehouse.request.audit;

import org.jspecify.annotations.NullMarked;
