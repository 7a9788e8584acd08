/** The list of bans, told to what lets traffic into the cluster. */
@NullMarked
package io.gatehouse.ban.ingress;

import org.jspecify.annotations.NullMarked;
