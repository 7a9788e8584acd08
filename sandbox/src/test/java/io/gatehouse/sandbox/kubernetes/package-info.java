@NullMarked
package io.gatehouse.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
