/** The contract of the stand-in for GitLab, asserted over HTTP. */
@NullMarked
package io.gatehouse.sandbox.gitlab;

import org.jspecify.annotations.NullMarked;
