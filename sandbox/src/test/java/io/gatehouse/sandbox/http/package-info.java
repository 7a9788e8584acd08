/** The server of the stand-ins and its faults. */
@NullMarked
package io.gatehouse.sandbox.http;

import org.jspecify.annotations.NullMarked;
