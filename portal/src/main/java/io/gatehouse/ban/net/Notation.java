package io.gatehouse.ban.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * How addresses, networks and ranges are written: {@code 203.0.113.7},
 * {@code 203.0.113.0/24}, {@code 203.0.113.5-203.0.113.9}, and the same in IPv6 (read as
 * RFC 4291 section 2.2 says, written as RFC 5952 says).
 */
public final class Notation {

	private static final int GROUPS = 8;

	/** See RFC 4291 section 2.5.5.2. */
	static final Network MAPPED = new Network(Family.V6, 0, 0xffffL << 32, 96);

	private Notation() {
	}

	/** What was written, or what is wrong with it. */
	public sealed interface Reading {

	}

	/**
	 * An address, a network or a range.
	 *
	 * @param ranges one range
	 */
	public record Read(Ranges ranges) implements Reading {

		/** The network, where it is just one; null else. */
		public @Nullable Network network() {
			return this.ranges.only();
		}

		/** The address, where it is just one; null else. */
		public @Nullable Network single() {
			Network network = network();
			return (network != null && network.single()) ? network : null;
		}

	}

	/** No address: why, and how to mend it. */
	public record Wrong(Text why) implements Reading {
	}

	/**
	 * Reads what somebody wrote; blanks around it do not count. What touches the block in
	 * which IPv4 is mapped into IPv6 is refused: some systems write all of IPv4 there,
	 * and would drop it.
	 */
	public static Reading read(String written) {
		Reading reading = any(written);
		boolean mapped = reading instanceof Read read && read.ranges().family() == Family.V6
				&& read.ranges().touches(MAPPED);
		return mapped ? mapped(written.strip(), ((Read) reading).ranges()) : reading;
	}

	private static Wrong mapped(String text, Ranges ranges) {
		Ranges block = new RangesBuilder(Family.V6).add(MAPPED).build();
		if (!ranges.minus(block).isEmpty()) {
			return new Wrong(Text.of("ban.address.around-mapped", Text.shortened(text), MAPPED));
		}
		long first = ranges.first().low() & 0xffffffffL;
		return new Wrong(Text.of("ban.address.mapped", Network.around(Family.V4, 0, first, 32)));
	}

	/** Reads whatever is well-formed. */
	static Reading any(String written) {
		String text = written.strip();
		int dash = text.indexOf('-');
		if (dash > 0) {
			return range(text, text.substring(0, dash).strip(), text.substring(dash + 1).strip());
		}
		int slash = text.indexOf('/');
		if (slash > 0) {
			return network(text, text.substring(0, slash), text.substring(slash + 1));
		}
		long[] address = address(text);
		return (address != null) ? block(address, address) : unreadable(text);
	}

	private static Reading range(String text, String first, String last) {
		long[] from = address(first);
		long[] to = address(last);
		if (from == null || to == null) {
			return unreadable(text);
		}
		if (family(from) != family(to)) {
			return new Wrong(Text.of("ban.address.mixed", Text.shortened(text)));
		}
		return (Bits.compare(from[0], from[1], to[0], to[1]) > 0)
				? new Wrong(Text.of("ban.address.backwards", Text.shortened(text), last, first)) : block(from, to);
	}

	private static Reading network(String text, String first, String length) {
		long[] address = address(first);
		if (address == null) {
			return unreadable(text);
		}
		Family family = family(address);
		int prefix = decimal(length, 3, family.bits());
		if (prefix < 0) {
			return new Wrong(Text.of("ban.address.prefix", Text.shortened(text), family.bits()));
		}
		Network network = Network.around(family, address[0], address[1], prefix);
		if (network.high() != address[0] || network.low() != address[1]) {
			return new Wrong(Text.of("ban.address.host-bits", text, network));
		}
		return block(address, new long[] { network.lastHigh(), network.lastLow(), address[2] });
	}

	private static Reading block(long[] first, long[] last) {
		return new Read(new RangesBuilder(family(first)).add(first[0], first[1], last[0], last[1]).build());
	}

	private static Wrong unreadable(String text) {
		return new Wrong(Text.of("ban.address.unreadable", Text.shortened(text)));
	}

	private static Family family(long[] address) {
		return (address[2] == 4) ? Family.V4 : Family.V6;
	}

	/** High half, low half, and 4 or 6; null where it is no address. */
	private static long @Nullable [] address(String text) {
		return (text.indexOf(':') >= 0) ? v6(text) : v4(text);
	}

	private static long @Nullable [] v4(String text) {
		long address = v4Bits(text);
		return (address >= 0) ? new long[] { 0, address, 4 } : null;
	}

	/** Four numbers without leading zeros, which some would read as octal; -1 else. */
	private static long v4Bits(String text) {
		String[] parts = text.split("\\.", -1);
		if (parts.length != 4) {
			return -1;
		}
		long address = 0;
		for (String part : parts) {
			int number = decimal(part, 3, 255);
			if (number < 0) {
				return -1;
			}
			address = address << 8 | number;
		}
		return address;
	}

	/** A number without sign and leading zeros; -1 where it is none or too great. */
	private static int decimal(String text, int digits, int most) {
		boolean wellFormed = !text.isEmpty() && text.length() <= digits
				&& text.chars().allMatch((character) -> character >= '0' && character <= '9')
				&& (text.length() == 1 || text.charAt(0) != '0');
		int number = wellFormed ? Integer.parseInt(text) : -1;
		return (number <= most) ? number : -1;
	}

	private static long @Nullable [] v6(String text) {
		int gap = text.indexOf("::");
		if (gap < 0) {
			return assemble(groups(text, true), List.of(), false);
		}
		return assemble(groups(text.substring(0, gap), false), groups(text.substring(gap + 2), true), true);
	}

	private static long @Nullable [] assemble(@Nullable List<Integer> head, @Nullable List<Integer> tail, boolean gap) {
		if (head == null || tail == null) {
			return null;
		}
		int given = head.size() + tail.size();
		if (gap ? given >= GROUPS : given != GROUPS) {
			return null;
		}
		long[] address = { 0, 0, 6 };
		for (int i = 0; i < GROUPS; i++) {
			int fromEnd = GROUPS - i;
			long group = (i < head.size()) ? head.get(i)
					: (fromEnd <= tail.size()) ? tail.get(tail.size() - fromEnd) : 0;
			address[i / 4] = address[i / 4] << 16 | group;
		}
		return address;
	}

	/**
	 * The groups between colons; null where one is none.
	 * @param toTheEnd whether the text ends the address, whose last two groups may be
	 * written as an IPv4 address
	 */
	private static @Nullable List<Integer> groups(String text, boolean toTheEnd) {
		List<Integer> groups = new ArrayList<>();
		if (text.isEmpty()) {
			return groups;
		}
		String[] parts = text.split(":", -1);
		for (int i = 0; i < parts.length; i++) {
			if (toTheEnd && i == parts.length - 1 && parts[i].indexOf('.') > 0) {
				long embedded = v4Bits(parts[i]);
				if (embedded < 0) {
					return null;
				}
				groups.addAll(Arrays.asList((int) (embedded >>> 16), (int) (embedded & 0xffff)));
			}
			else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
				groups.add(Integer.parseInt(parts[i], 16));
			}
			else {
				return null;
			}
		}
		return groups;
	}

	static void address(StringBuilder text, Family family, long high, long low) {
		if (family == Family.V4) {
			text.append(low >>> 24)
				.append('.')
				.append(low >>> 16 & 0xff)
				.append('.')
				.append(low >>> 8 & 0xff)
				.append('.')
				.append(low & 0xff);
		}
		else {
			text.append(v6(high, low));
		}
	}

	/** RFC 5952: lower case, no leading zeros, the longest run of zeros left out. */
	private static String v6(long high, long low) {
		int[] groups = new int[GROUPS];
		for (int i = 0; i < GROUPS; i++) {
			groups[i] = (int) (((i < 4) ? high : low) >>> 16 * (3 - i % 4) & 0xffff);
		}
		int gap = -1;
		int length = 1;
		for (int i = 0; i < GROUPS; i++) {
			int run = 0;
			while (i + run < GROUPS && groups[i + run] == 0) {
				run++;
			}
			if (run > length) {
				gap = i;
				length = run;
			}
		}
		if (gap < 0) {
			return joined(groups, 0, GROUPS);
		}
		return joined(groups, 0, gap) + "::" + joined(groups, gap + length, GROUPS);
	}

	private static String joined(int[] groups, int from, int to) {
		StringBuilder text = new StringBuilder();
		for (int i = from; i < to; i++) {
			text.append((i > from) ? ":" : "").append(Integer.toHexString(groups[i]));
		}
		return text.toString();
	}

}
