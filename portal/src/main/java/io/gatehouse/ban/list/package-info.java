/** What is banned and what is protected, and what each target is told of it. */
@NullMarked
package io.gatehouse.ban.list;

import org.jspecify.annotations.NullMarked;
