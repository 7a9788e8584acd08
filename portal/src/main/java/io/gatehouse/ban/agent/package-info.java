/** Hosts outside the cluster: what they are told, and what they report. */
@NullMarked
package io.gatehouse.ban.agent;

import org.jspecify.annotations.NullMarked;
