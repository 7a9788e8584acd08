/** Bans that come from lists which others keep, read again and again. */
@NullMarked
package io.gatehouse.ban.feed;

import org.jspecify.annotations.NullMarked;
