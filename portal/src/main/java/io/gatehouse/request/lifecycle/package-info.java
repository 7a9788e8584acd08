/** The service request and its states. */
@NullMarked
package io.gatehouse.request.lifecycle;

import org.jspecify.annotations.NullMarked;
