/** From a filled-in form to a service request. */
@NullMarked
package io.gatehouse.request.submission;

import org.jspecify.annotations.NullMarked;
