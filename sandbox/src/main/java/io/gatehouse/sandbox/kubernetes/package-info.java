/**
 * A stand-in for the Kubernetes API: a real server's objects, server-side apply, checks
 * and errors without a cluster behind them.
 */
@NullMarked
package io.gatehouse.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
