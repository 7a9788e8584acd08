/** Redis, for what may be lost: a word from one portal to the others. */
@NamedInterface("redis")
@NullMarked
package io.gatehouse.adapter.redis;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
