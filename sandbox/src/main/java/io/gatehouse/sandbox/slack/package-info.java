/** A stand-in for Slack: what it is sent, it shows. */
@NullMarked
package io.gatehouse.sandbox.slack;

import org.jspecify.annotations.NullMarked;
