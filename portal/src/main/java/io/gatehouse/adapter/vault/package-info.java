@NamedInterface("vault")
@NullMarked
package io.gatehouse.adapter.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
