/** Who may decide, and deciding. */
@NullMarked
package io.gatehouse.request.approval;

import org.jspecify.annotations.NullMarked;
