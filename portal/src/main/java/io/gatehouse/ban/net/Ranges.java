package io.gatehouse.ban.net;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A set of addresses of one family, as the fewest ranges: in order, disjoint, none next
 * to another.
 */
public final class Ranges {

	private final Family family;

	private final int size;

	private final long[] firstHigh;

	private final long[] firstLow;

	private final long[] lastHigh;

	private final long[] lastLow;

	/** Takes over the arrays, of which the first {@code size} entries count. */
	Ranges(Family family, int size, long[] firstHigh, long[] firstLow, long[] lastHigh, long[] lastLow) {
		this.family = family;
		this.size = size;
		this.firstHigh = firstHigh;
		this.firstLow = firstLow;
		this.lastHigh = lastHigh;
		this.lastLow = lastLow;
	}

	/** No address. */
	public static Ranges none(Family family) {
		return new RangesBuilder(family).build();
	}

	public Family family() {
		return this.family;
	}

	public boolean isEmpty() {
		return this.size == 0;
	}

	/** How many ranges there are. */
	public int size() {
		return this.size;
	}

	/**
	 * How many addresses there are; of IPv6, how many networks of 64 bits they lie in, as
	 * any of these is one line of a customer. The greatest number where it is more.
	 */
	public long spread() {
		boolean v4 = this.family == Family.V4;
		long sum = 0;
		for (int i = 0; i < this.size; i++) {
			long more = v4 ? this.lastLow[i] - this.firstLow[i] : this.lastHigh[i] - this.firstHigh[i];
			boolean counted = !v4 && i > 0 && this.lastHigh[i - 1] == this.firstHigh[i];
			sum += more + (counted ? 0 : 1);
			if (more < 0 || sum < 0) {
				return Long.MAX_VALUE;
			}
		}
		return sum;
	}

	/** How many networks {@link #networks} gives, without listing them. */
	public long count() {
		long count = 0;
		for (int i = 0; i < this.size; i++) {
			count += count(this.firstHigh[i], this.firstLow[i], this.lastHigh[i], this.lastLow[i]);
		}
		return count;
	}

	/**
	 * Of all numbers from the first address to the one after the last, one can be halved
	 * most often. From it down to the first address, and up to the last, the networks are
	 * the bits that are set in how far that is.
	 */
	private long count(long high, long low, long endHigh, long endLow) {
		if (high == 0 && low == 0) {
			boolean toTheEnd = endHigh == -1 && endLow == -1;
			return toTheEnd ? 1 : Bits.ones(Bits.nextHigh(endHigh, endLow), endLow + 1);
		}
		long afterHigh = Bits.nextHigh(endHigh, endLow);
		long afterLow = endLow + 1;
		// Where the last address is the very last one, the next number is that with one
		// bit more, which reads as zero here, and is the middle itself.
		int free = Math.max(0, Bits.length(Bits.previousHigh(high, low) ^ afterHigh, (low - 1) ^ afterLow) - 1);
		long middleHigh = afterHigh & ~Bits.onesHigh(free);
		long middleLow = afterLow & ~Bits.onesLow(free);
		long belowHigh = middleHigh - high - ((Long.compareUnsigned(middleLow, low) < 0) ? 1 : 0);
		return Bits.ones(belowHigh, middleLow - low)
				+ Bits.ones(afterHigh & Bits.onesHigh(free), afterLow & Bits.onesLow(free));
	}

	/** Whether all addresses of a network are in the set. */
	public boolean covers(Network network) {
		int at = lastNotAfter(network.high(), network.low());
		return at >= 0 && Bits.compare(network.lastHigh(), network.lastLow(), this.lastHigh[at], this.lastLow[at]) <= 0;
	}

	/** Whether any address of a network is in the set. */
	public boolean touches(Network network) {
		int at = lastNotAfter(network.lastHigh(), network.lastLow());
		return at >= 0 && Bits.compare(network.high(), network.low(), this.lastHigh[at], this.lastLow[at]) <= 0;
	}

	/** Whether they have an address in common. */
	public boolean touches(Ranges other) {
		int mine = 0;
		int others = 0;
		while (mine < this.size && others < other.size) {
			if (Bits.compare(this.lastHigh[mine], this.lastLow[mine], other.firstHigh[others],
					other.firstLow[others]) < 0) {
				mine++;
			}
			else if (Bits.compare(other.lastHigh[others], other.lastLow[others], this.firstHigh[mine],
					this.firstLow[mine]) < 0) {
				others++;
			}
			else {
				return true;
			}
		}
		return false;
	}

	/** The last range that begins at an address or before it; -1 where there is none. */
	private int lastNotAfter(long high, long low) {
		int from = 0;
		int to = this.size - 1;
		while (from <= to) {
			int middle = (from + to) >>> 1;
			if (Bits.compare(this.firstHigh[middle], this.firstLow[middle], high, low) <= 0) {
				from = middle + 1;
			}
			else {
				to = middle - 1;
			}
		}
		return to;
	}

	/** The addresses of either. */
	public Ranges plus(Ranges other) {
		RangesBuilder sum = new RangesBuilder(this.family, this.size + other.size);
		int mine = 0;
		int others = 0;
		while (mine < this.size || others < other.size) {
			boolean takesMine = others == other.size || (mine < this.size && Bits.compare(this.firstHigh[mine],
					this.firstLow[mine], other.firstHigh[others], other.firstLow[others]) <= 0);
			if (takesMine) {
				addTo(sum, mine++);
			}
			else {
				other.addTo(sum, others++);
			}
		}
		return sum.buildSorted();
	}

	/** The addresses of this one that the other has not. */
	public Ranges minus(Ranges other) {
		RangesBuilder rest = new RangesBuilder(this.family, this.size + other.size);
		int others = 0;
		for (int i = 0; i < this.size; i++) {
			while (others < other.size && Bits.compare(other.lastHigh[others], other.lastLow[others], this.firstHigh[i],
					this.firstLow[i]) < 0) {
				others++;
			}
			cut(rest, i, other, others);
		}
		return rest.buildSorted();
	}

	/**
	 * Adds what is left of a range when what the other has from an index on is taken out.
	 */
	private void cut(RangesBuilder rest, int index, Ranges other, int from) {
		long high = this.firstHigh[index];
		long low = this.firstLow[index];
		long endHigh = this.lastHigh[index];
		long endLow = this.lastLow[index];
		int at = from;
		while (at < other.size && Bits.compare(other.firstHigh[at], other.firstLow[at], endHigh, endLow) <= 0) {
			if (Bits.compare(other.firstHigh[at], other.firstLow[at], high, low) > 0) {
				rest.add(high, low, Bits.previousHigh(other.firstHigh[at], other.firstLow[at]), other.firstLow[at] - 1);
			}
			if (Bits.compare(other.lastHigh[at], other.lastLow[at], endHigh, endLow) >= 0) {
				return;
			}
			high = Bits.nextHigh(other.lastHigh[at], other.lastLow[at]);
			low = other.lastLow[at] + 1;
			at++;
		}
		rest.add(high, low, endHigh, endLow);
	}

	void addTo(RangesBuilder builder) {
		for (int i = 0; i < this.size; i++) {
			addTo(builder, i);
		}
	}

	private void addTo(RangesBuilder builder, int index) {
		builder.add(this.firstHigh[index], this.firstLow[index], this.lastHigh[index], this.lastLow[index]);
	}

	/** The fewest networks that are just this set, in order. */
	public void networks(Consumer<Network> consumer) {
		whole((network) -> {
			consumer.accept(network);
			return true;
		});
	}

	/**
	 * The same, until one is not taken.
	 * @return whether all were
	 */
	boolean whole(Predicate<Network> taken) {
		for (int i = 0; i < this.size; i++) {
			long high = this.firstHigh[i];
			long low = this.firstLow[i];
			while (true) {
				int free = widest(high, low, this.lastHigh[i], this.lastLow[i]);
				Network network = new Network(this.family, high, low, this.family.bits() - free);
				if (!taken.test(network)) {
					return false;
				}
				if (network.lastHigh() == this.lastHigh[i] && network.lastLow() == this.lastLow[i]) {
					break;
				}
				high = Bits.nextHigh(network.lastHigh(), network.lastLow());
				low = network.lastLow() + 1;
			}
		}
		return true;
	}

	/** The first address; there must be one. */
	Network first() {
		return new Network(this.family, this.firstHigh[0], this.firstLow[0], this.family.bits());
	}

	/** The network that is just this set; null where that is none or several. */
	@Nullable Network only() {
		if (this.size != 1) {
			return null;
		}
		int free = widest(this.firstHigh[0], this.firstLow[0], this.lastHigh[0], this.lastLow[0]);
		Network network = new Network(this.family, this.firstHigh[0], this.firstLow[0], this.family.bits() - free);
		return (network.lastHigh() == this.lastHigh[0] && network.lastLow() == this.lastLow[0]) ? network : null;
	}

	/**
	 * How many bits the largest network leaves free that begins at an address and ends at
	 * another or before it.
	 */
	private int widest(long high, long low, long endHigh, long endLow) {
		int aligned = Math.min(Bits.trailingZeros(high, low), this.family.bits());
		long spanHigh = endHigh - high - ((Long.compareUnsigned(endLow, low) < 0) ? 1 : 0);
		long spanLow = endLow - low;
		// A network that leaves n bits free spans 2^n - 1 beyond its first address.
		int length = Bits.length(Bits.nextHigh(spanHigh, spanLow), spanLow + 1);
		int fits = (spanHigh == -1 && spanLow == -1) ? 128 : length - 1;
		return Math.min(aligned, fits);
	}

	@Override
	public boolean equals(Object object) {
		return object instanceof Ranges other && this.family == other.family && this.size == other.size
				&& same(this.firstHigh, other.firstHigh) && same(this.firstLow, other.firstLow)
				&& same(this.lastHigh, other.lastHigh) && same(this.lastLow, other.lastLow);
	}

	private boolean same(long[] mine, long[] others) {
		return Arrays.equals(mine, 0, this.size, others, 0, this.size);
	}

	@Override
	public int hashCode() {
		int hash = this.family.hashCode();
		for (int i = 0; i < this.size; i++) {
			hash = 31 * hash + Long.hashCode(this.firstLow[i] ^ this.lastHigh[i] ^ Long.rotateLeft(this.lastLow[i], 7));
		}
		return hash;
	}

	@Override
	public String toString() {
		return this.family + " in " + this.size + " ranges";
	}

}
