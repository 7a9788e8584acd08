/** What a plan would change, read from the outside and from what the portal holds. */
@NullMarked
package io.gatehouse.request.plan;

import org.jspecify.annotations.NullMarked;
