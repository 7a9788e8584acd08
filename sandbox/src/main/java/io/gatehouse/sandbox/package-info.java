/** What a laptop lacks, on loopback, started and stopped together or one by one. */
@NullMarked
package io.gatehouse.sandbox;

import org.jspecify.annotations.NullMarked;
