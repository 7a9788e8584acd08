/** Addresses, networks, and the arithmetic of sets of them. */
@NullMarked
package io.gatehouse.ban.net;

import org.jspecify.annotations.NullMarked;
