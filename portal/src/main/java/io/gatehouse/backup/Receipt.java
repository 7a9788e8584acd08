package io.gatehouse.backup;

/**
 * What tells a backup from all others.
 *
 * @param sum the digest of the sums of all that is in it, in hexadecimal digits
 */
record Receipt(Manifest manifest, String sum) {

	/** In lines, for people. */
	String said() {
		return """
				%s as it was at %s, schema %s
				  audit chain  %d events, head %s
				  sum          %s""".formatted(this.manifest.database(), this.manifest.made(), this.manifest.schema(),
				this.manifest.auditEvents(), this.manifest.auditHead(), this.sum);
	}

}
