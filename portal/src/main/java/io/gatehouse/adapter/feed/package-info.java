/** Downloads of lists that others keep. */
@NamedInterface("feed")
@NullMarked
package io.gatehouse.adapter.feed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
