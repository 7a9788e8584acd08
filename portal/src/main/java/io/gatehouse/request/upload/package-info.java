/** Files that come before the form that names them. */
@NullMarked
package io.gatehouse.request.upload;

import org.jspecify.annotations.NullMarked;
