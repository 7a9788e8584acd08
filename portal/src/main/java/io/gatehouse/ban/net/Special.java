package io.gatehouse.ban.net;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that are nobody's on the internet, as IANA lists them (RFC 6890 and the
 * registries that it began): none of them comes as a sender from outside.
 */
public enum Special {

	/** Nobody yet, or any address of one's own: RFC 1122 section 3.2.1.3, RFC 4291. */
	UNSPECIFIED("0.0.0.0/8", "::/128"),

	/** The machine itself. */
	LOOPBACK("127.0.0.0/8", "::1/128"),

	/** What is on the same cable: RFC 3927, RFC 4291; IPv6 finds its neighbours by it. */
	LINK_LOCAL("169.254.0.0/16", "fe80::/10"),

	/** Groups, which never send: RFC 5771, RFC 4291. */
	MULTICAST("224.0.0.0/4", "ff00::/8"),

	/** All at once. */
	BROADCAST("255.255.255.255"),

	/** For a use that never came: RFC 1112 section 4. */
	RESERVED("240.0.0.0-255.255.255.254"),

	/**
	 * Everybody's own: RFC 1918, RFC 4193, and what providers and VPNs share, RFC 6598.
	 */
	PRIVATE("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

	/** What can't be a sender from outside, or without which a host has no network. */
	public static final AddressSet NEVER = together(
			Arrays.stream(values()).filter((special) -> special != PRIVATE).toList());

	private final AddressSet set;

	Special(String... written) {
		AddressSet.Builder builder = new AddressSet.Builder();
		for (String one : written) {
			builder.add(((Notation.Read) Notation.any(one)).ranges());
		}
		this.set = builder.build();
	}

	private static AddressSet together(List<Special> specials) {
		return specials.stream().map(Special::set).reduce(AddressSet.none(), AddressSet::plus);
	}

	public AddressSet set() {
		return this.set;
	}

	/** The first network of it, as messages name it. */
	public Network in(Family family) {
		return new AddressSet((family == Family.V4) ? this.set.v4() : Ranges.none(Family.V4),
				(family == Family.V6) ? this.set.v6() : Ranges.none(Family.V6))
			.some(1)
			.getFirst();
	}

	/** The first of those that can never be banned of which a range has an address. */
	public static Optional<Special> neverIn(Ranges ranges) {
		return Arrays.stream(values())
			.filter((special) -> special != PRIVATE && ranges.touches(special.set.of(ranges.family())))
			.findFirst();
	}

}
