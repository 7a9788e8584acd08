/** How the external systems do, for those who watch the portal. */
@NullMarked
package io.gatehouse.request.health;

import org.jspecify.annotations.NullMarked;
