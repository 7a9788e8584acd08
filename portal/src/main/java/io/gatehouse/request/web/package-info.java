/** The kernel's pages. */
@NullMarked
package io.gatehouse.request.web;

import org.jspecify.annotations.NullMarked;
