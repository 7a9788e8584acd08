/**
 * A small HTTP server for the stand-ins, on the JDK's own, with raw (undecoded) path
 * matching.
 */
@NullMarked
package io.gatehouse.sandbox.http;

import org.jspecify.annotations.NullMarked;
