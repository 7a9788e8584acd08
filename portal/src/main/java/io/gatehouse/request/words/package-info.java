/** What people read, in their language. */
@NamedInterface("words")
@NullMarked
package io.gatehouse.request.words;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
