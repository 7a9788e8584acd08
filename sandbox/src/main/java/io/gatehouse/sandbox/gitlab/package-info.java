/**
 * A stand-in for GitLab: REST API v4, OAuth 2.0 and OpenID Connect, and a few pages that
 * show what is in it.
 */
@NullMarked
package io.gatehouse.sandbox.gitlab;

import org.jspecify.annotations.NullMarked;
