/** The portal as a person sees it, in a real browser. */
@NullMarked
package io.gatehouse.browser;

import org.jspecify.annotations.NullMarked;
