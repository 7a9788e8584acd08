package io.gatehouse.ban.net;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Collects ranges in any order, and makes the fewest of them. */
public final class RangesBuilder {

	private static final int ROOM = 16;

	private final Family family;

	private int size;

	private long[] firstHigh;

	private long[] firstLow;

	private long[] lastHigh;

	private long[] lastLow;

	public RangesBuilder(Family family) {
		this(family, ROOM);
	}

	/**
	 * A builder that does not grow for a while.
	 * @param room for how many ranges there is room
	 */
	public RangesBuilder(Family family, int room) {
		this.family = family;
		int length = Math.max(room, ROOM);
		this.firstHigh = new long[length];
		this.firstLow = new long[length];
		this.lastHigh = new long[length];
		this.lastLow = new long[length];
	}

	public RangesBuilder add(Network network) {
		if (network.family() != this.family) {
			throw new IllegalArgumentException(network + " is not of " + this.family);
		}
		return add(network.high(), network.low(), network.lastHigh(), network.lastLow());
	}

	/** Adds a range by its first and last address, both in it. */
	RangesBuilder add(long firstHigh, long firstLow, long lastHigh, long lastLow) {
		if (this.size == this.firstHigh.length) {
			int length = Math.max(this.size + ROOM, this.size + (this.size >> 1));
			this.firstHigh = Arrays.copyOf(this.firstHigh, length);
			this.firstLow = Arrays.copyOf(this.firstLow, length);
			this.lastHigh = Arrays.copyOf(this.lastHigh, length);
			this.lastLow = Arrays.copyOf(this.lastLow, length);
		}
		set(this.size++, firstHigh, firstLow, lastHigh, lastLow);
		return this;
	}

	private void set(int index, long firstHigh, long firstLow, long lastHigh, long lastLow) {
		this.firstHigh[index] = firstHigh;
		this.firstLow[index] = firstLow;
		this.lastHigh[index] = lastHigh;
		this.lastLow[index] = lastLow;
	}

	/** The set of all that was added; the builder is of no use after it. */
	public Ranges build() {
		sort();
		return buildSorted();
	}

	/** The same where the ranges were added in the order of their first addresses. */
	Ranges buildSorted() {
		int kept = 0;
		for (int i = 0; i < this.size; i++) {
			if (kept > 0 && joins(kept - 1, i)) {
				if (Bits.compare(this.lastHigh[i], this.lastLow[i], this.lastHigh[kept - 1],
						this.lastLow[kept - 1]) > 0) {
					this.lastHigh[kept - 1] = this.lastHigh[i];
					this.lastLow[kept - 1] = this.lastLow[i];
				}
			}
			else {
				set(kept++, this.firstHigh[i], this.firstLow[i], this.lastHigh[i], this.lastLow[i]);
			}
		}
		return new Ranges(this.family, kept, this.firstHigh, this.firstLow, this.lastHigh, this.lastLow);
	}

	/** Whether a range overlaps one that begins later, or ends where that one begins. */
	private boolean joins(int before, int after) {
		long high = this.lastHigh[before];
		long low = this.lastLow[before];
		boolean toTheEnd = high == -1 && low == -1;
		return toTheEnd
				|| Bits.compare(this.firstHigh[after], this.firstLow[after], Bits.nextHigh(high, low), low + 1) <= 0;
	}

	private void sort() {
		if (this.family == Family.V4) {
			sortPacked();
		}
		else {
			sortByIndex();
		}
	}

	/** Two IPv4 addresses fit into one number, and numbers are sorted fast. */
	private void sortPacked() {
		long[] packed = new long[this.size];
		for (int i = 0; i < this.size; i++) {
			// Signed numbers are in the order of unsigned ones once their first bit is
			// turned.
			packed[i] = (this.firstLow[i] << 32 | this.lastLow[i]) ^ Long.MIN_VALUE;
		}
		Arrays.parallelSort(packed);
		for (int i = 0; i < this.size; i++) {
			long range = packed[i] ^ Long.MIN_VALUE;
			this.firstLow[i] = range >>> 32;
			this.lastLow[i] = range & 0xffffffffL;
		}
	}

	private void sortByIndex() {
		int[] order = IntStream.range(0, this.size)
			.boxed()
			.sorted((one, other) -> Bits.compare(this.firstHigh[one], this.firstLow[one], this.firstHigh[other],
					this.firstLow[other]))
			.mapToInt(Integer::intValue)
			.toArray();
		this.firstHigh = in(order, this.firstHigh);
		this.firstLow = in(order, this.firstLow);
		this.lastHigh = in(order, this.lastHigh);
		this.lastLow = in(order, this.lastLow);
	}

	private static long[] in(int[] order, long[] values) {
		long[] ordered = new long[values.length];
		for (int i = 0; i < order.length; i++) {
			ordered[i] = values[order[i]];
		}
		return ordered;
	}

}
