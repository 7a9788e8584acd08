@NamedInterface("kubernetes")
@NullMarked
package io.gatehouse.adapter.kubernetes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
