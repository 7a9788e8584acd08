/** Carrying out, resource by resource. */
@NullMarked
package io.gatehouse.request.execution;

import org.jspecify.annotations.NullMarked;
