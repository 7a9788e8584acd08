package io.gatehouse.ban.net;

import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network in CIDR notation; one address is the network with the longest prefix.
 *
 * @param high the high 64 bits of the first address; zero for IPv4
 * @param low the low 64 bits of the first address
 * @param prefix the length of the prefix, in bits
 */
public record Network(Family family, long high, long low, int prefix) implements Comparable<Network> {

	private static final Comparator<Network> ORDER = Comparator.comparing(Network::family)
		.thenComparing(Network::high, Long::compareUnsigned)
		.thenComparing(Network::low, Long::compareUnsigned)
		.thenComparing(Network::prefix);

	public Network {
		int free = family.bits() - prefix;
		if (prefix < 0 || free < 0) {
			throw new IllegalArgumentException("A prefix of " + prefix + " bits does not fit " + family);
		}
		if ((high & Bits.onesHigh(free)) != 0 || (low & Bits.onesLow(free)) != 0) {
			throw new IllegalArgumentException("There are bits set beyond the prefix of " + prefix + " bits");
		}
	}

	/** Whether it is one address. */
	public boolean single() {
		return this.prefix == this.family.bits();
	}

	/** The network of a given prefix in which an address lies. */
	public static Network around(Family family, long high, long low, int prefix) {
		int free = family.bits() - prefix;
		return new Network(family, high & ~Bits.onesHigh(free), low & ~Bits.onesLow(free), prefix);
	}

	/** Whether they have an address in common: then one of them lies in the other. */
	public boolean touches(Network other) {
		int shorter = Math.min(this.prefix, other.prefix);
		return this.family == other.family && around(this.family, this.high, this.low, shorter)
			.equals(around(this.family, other.high, other.low, shorter));
	}

	/** IPv4 first, then by the first address, then the wider. */
	@Override
	public int compareTo(Network other) {
		return ORDER.compare(this, other);
	}

	/** The networks in which it lies, itself the last. */
	public Stream<Network> around() {
		return IntStream.rangeClosed(0, this.prefix).mapToObj((bits) -> around(this.family, this.high, this.low, bits));
	}

	/**
	 * One of the equal parts of a network.
	 * @param longer the prefix of the parts, in bits
	 * @param index counted from 0, no more than 31 bits
	 */
	public Network part(int longer, int index) {
		int free = this.family.bits() - longer;
		long shiftedHigh = (free >= 64) ? (long) index << (free - 64) : (free > 0) ? (long) index >>> (64 - free) : 0;
		long shiftedLow = (free >= 64) ? 0 : (long) index << free;
		return new Network(this.family, this.high | shiftedHigh, this.low | shiftedLow, longer);
	}

	long lastHigh() {
		return this.high | Bits.onesHigh(this.family.bits() - this.prefix);
	}

	long lastLow() {
		return this.low | Bits.onesLow(this.family.bits() - this.prefix);
	}

	/**
	 * Reads one that was written by this class: also one around mapped IPv4, which people
	 * can't write any more, but may be kept.
	 * @throws IllegalArgumentException where it is none
	 */
	public static Network parse(String text) {
		if (Notation.any(text) instanceof Notation.Read read) {
			Network network = read.ranges().only();
			if (network != null && !(network.prefix >= Notation.MAPPED.prefix && network.touches(Notation.MAPPED))) {
				return network;
			}
		}
		throw new IllegalArgumentException("'" + text + "' is no network");
	}

	/** Writes it as {@link #toString} does. */
	public void writeTo(StringBuilder text) {
		Notation.address(text, this.family, this.high, this.low);
		if (!single()) {
			text.append('/').append(this.prefix);
		}
	}

	/** As it is written: an address alone, or with its prefix, IPv6 as RFC 5952 says. */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		writeTo(text);
		return text.toString();
	}

}
