/** What somebody with ill will might try, against the whole portal. */
@NullMarked
package io.gatehouse.security;

import org.jspecify.annotations.NullMarked;
