package io.gatehouse.ban.net;

/**
 * Arithmetic of unsigned 128-bit numbers, each as its high and low 64 bits; an IPv4
 * address is one whose high half is zero.
 */
final class Bits {

	private Bits() {
	}

	static int compare(long high, long low, long otherHigh, long otherLow) {
		int order = Long.compareUnsigned(high, otherHigh);
		return (order != 0) ? order : Long.compareUnsigned(low, otherLow);
	}

	/** The high half of the number plus one. */
	static long nextHigh(long high, long low) {
		return (low == -1) ? high + 1 : high;
	}

	/** The high half of the number minus one. */
	static long previousHigh(long high, long low) {
		return (low == 0) ? high - 1 : high;
	}

	/** The high half of a number whose {@code count} lowest bits are set. */
	static long onesHigh(int count) {
		return (count <= 64) ? 0 : -1L >>> (128 - count);
	}

	/** The low half of a number whose {@code count} lowest bits are set. */
	static long onesLow(int count) {
		if (count == 0) {
			return 0;
		}
		return (count >= 64) ? -1 : -1L >>> (64 - count);
	}

	static int trailingZeros(long high, long low) {
		return (low != 0) ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
	}

	/** How many bits it takes to write the number; 0 for zero. */
	static int length(long high, long low) {
		return (high != 0) ? 128 - Long.numberOfLeadingZeros(high) : 64 - Long.numberOfLeadingZeros(low);
	}

	/** How many bits are set. */
	static int ones(long high, long low) {
		return Long.bitCount(high) + Long.bitCount(low);
	}

}
