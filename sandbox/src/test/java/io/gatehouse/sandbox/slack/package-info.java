/** Tests of the stand-in for Slack. */
@NullMarked
package io.gatehouse.sandbox.slack;

import org.jspecify.annotations.NullMarked;
