@NamedInterface("gitlab")
@NullMarked
package io.gatehouse.adapter.gitlab;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
