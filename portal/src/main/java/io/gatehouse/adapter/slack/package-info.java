@NamedInterface("slack")
@NullMarked
package io.gatehouse.adapter.slack;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
