package io.gatehouse.ban.net;

/** The two kinds of address. */
public enum Family {

	V4(32), V6(128);

	private final int bits;

	Family(int bits) {
		this.bits = bits;
	}

	/** How long an address is, in bits. */
	public int bits() {
		return this.bits;
	}

}
