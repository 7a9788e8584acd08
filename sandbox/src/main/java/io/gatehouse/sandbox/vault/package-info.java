/** The stand-in for Vault: its HTTP API, as far as the portal and the sandbox use it. */
@NullMarked
package io.gatehouse.sandbox.vault;

import org.jspecify.annotations.NullMarked;
