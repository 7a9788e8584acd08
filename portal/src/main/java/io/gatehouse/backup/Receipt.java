package io.gatehouse.backup;

/**
 * What tells a backup from all others.
 *
 * @param sum the digest of the sums of all that is in it, in hexadecimal digits
 */
record Receipt(Manifest manifest, String sum) {

	/**
	 * In lines, for people; the head as audit-verify says it, also where nothing happened
	 * yet.
	 */
	String said() {
		String head = (this.manifest.auditEvents() == 0) ? "0".repeat(64) : this.manifest.auditHead();
		return """
				%s as it was at %s, schema %s
				  audit chain  %d events, head %s
				  sum          %s""".formatted(this.manifest.database(), this.manifest.made(), this.manifest.schema(),
				this.manifest.auditEvents(), head, this.sum);
	}

}
