/** What carried-out requests left behind. */
@NullMarked
package io.gatehouse.request.asset;

import org.jspecify.annotations.NullMarked;
