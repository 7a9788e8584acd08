package io.gatehouse.ban.list;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.ban.net.Family;
import io.gatehouse.ban.net.Network;

/**
 * The shortest prefixes of a network.
 *
 * @param v4 in bits
 * @param v6 in bits
 */
public record Limits(int v4, int v6) {

	public int of(Family family) {
		return (family == Family.V4) ? this.v4 : this.v6;
	}

	/** Whether a network is wider than that. */
	public boolean exceededBy(Network network) {
		return network.prefix() < of(network.family());
	}

	/**
	 * A network, or its parts where it is wider: two that are next to each other may be
	 * put together to one that targets must refuse.
	 */
	Stream<Network> split(Network network) {
		int prefix = of(network.family());
		return exceededBy(network)
				? IntStream.range(0, 1 << (prefix - network.prefix())).mapToObj((part) -> network.part(prefix, part))
				: Stream.of(network);
	}

}
