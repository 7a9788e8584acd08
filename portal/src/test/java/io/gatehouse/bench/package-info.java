/** Measurements; nothing here is a test of its own. */
@NullMarked
package io.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
