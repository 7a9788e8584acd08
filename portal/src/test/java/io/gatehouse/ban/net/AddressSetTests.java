package io.gatehouse.ban.net;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Set arithmetic held against a slow and obvious one, and by its properties. */
class AddressSetTests {

	/** Eight addresses in a row, where something is special. */
	static Stream<Window> windows() {
		return Stream.of(new Window(Family.V4, "0"), new Window(Family.V4, "fffffff8"),
				new Window(Family.V4, "7ffffffc"), new Window(Family.V6, "0"),
				new Window(Family.V6, "fffffffffffffffffffffffffffffff8"), new Window(Family.V6, "fffffffffffffffc"),
				new Window(Family.V6, "7ffffffffffffffc"), new Window(Family.V6, "20010db8000000007ffffffffffffffc"));
	}

	@ParameterizedTest
	@MethodSource("windows")
	void takesAwayAndAggregatesLikeTheObviousWayOnEverySmallSet(Window window) {
		for (int banned = 0; banned < 256; banned++) {
			for (int kept = 0; kept < 256; kept++) {
				Ranges rest = window.set(banned).minus(window.set(kept));
				assertThat(networks(rest)).isEqualTo(window.fewestNetworks(banned & ~kept));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("windows")
	void addsLikeTheObviousWayOnEverySmallSet(Window window) {
		for (int one = 0; one < 256; one++) {
			for (int other = 0; other < 256; other++) {
				assertThat(window.set(one).plus(window.set(other))).isEqualTo(window.set(one | other));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("windows")
	void coversAndTouchesLikeTheObviousWay(Window window) {
		for (int mask = 0; mask < 256; mask++) {
			Ranges set = window.set(mask);
			for (Network network : window.everyNetwork()) {
				int in = window.mask(network);
				assertThat(set.covers(network)).isEqualTo((mask & in) == in);
				assertThat(set.touches(network)).isEqualTo((mask & in) != 0);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void coversEveryBannedAddressAndNoProtectedOne(long seed) {
		Random random = new Random(seed);
		List<Network> banned = randomNetworks(random, 500);
		List<Network> kept = randomNetworks(random, 100);
		AddressSet effective = AddressSet.of(banned).minus(AddressSet.of(kept));

		assertThat(kept).noneMatch(effective::touches);
		AddressSet all = AddressSet.of(kept).plus(effective);
		assertThat(banned).allMatch(all::covers);
		AddressSet asked = AddressSet.of(banned);
		effective.networks((network) -> assertThat(asked.covers(network)).isTrue());
	}

	@ParameterizedTest
	@ValueSource(longs = { 11, 12, 13 })
	void doesNotDependOnTheOrder(long seed) {
		Random random = new Random(seed);
		List<Network> networks = randomNetworks(random, 2_000);
		AddressSet once = AddressSet.of(networks);
		java.util.Collections.shuffle(networks, random);

		assertThat(AddressSet.of(networks)).isEqualTo(once);
		assertThat(AddressSet.of(networks(once))).isEqualTo(once);
	}

	@ParameterizedTest
	@EnumSource
	void holdsTheWholeSpace(Family family) {
		Ranges all = AddressSet.of(List.of(new Network(family, 0, 0, 0))).of(family);

		assertThat(networks(all)).containsExactly(new Network(family, 0, 0, 0));
		assertThat(all.minus(all).isEmpty()).isTrue();
		assertThat(all.plus(all)).isEqualTo(all);
		Network one = Network.around(family, 0, 9, family.bits());
		assertThat(networks(all.minus(AddressSet.of(List.of(one)).of(family)))).hasSize(family.bits());
	}

	@ParameterizedTest
	@MethodSource("windows")
	void countsWhatItWouldListOfEverySmallSet(Window window) {
		for (int mask = 0; mask < 256; mask++) {
			assertThat(window.set(mask).count()).isEqualTo(networks(window.set(mask)).size());
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 14, 15, 16, 17 })
	void countsWhatItWouldList(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 5_000; i++) {
			RangesBuilder v4 = new RangesBuilder(Family.V4);
			RangesBuilder v6 = new RangesBuilder(Family.V6);
			for (int j = 0; j < 3; j++) {
				long[] ends = LongStream.generate(() -> edgy(random) >>> 32).limit(2).sorted().toArray();
				v4.add(0, ends[0], 0, ends[1]);
				long[][] both = Stream.generate(() -> new long[] { edgy(random), edgy(random) })
					.limit(2)
					.sorted((one, other) -> Bits.compare(one[0], one[1], other[0], other[1]))
					.toArray(long[][]::new);
				v6.add(both[0][0], both[0][1], both[1][0], both[1][1]);
			}
			AddressSet set = new AddressSet(v4.build(), v6.build());
			assertThat(set.count()).isEqualTo(networks(set).size());
		}
	}

	/** A number, often one of those at which something is special. */
	private static long edgy(Random random) {
		return switch (random.nextInt(5)) {
			case 0 -> 0;
			case 1 -> -1;
			case 2 -> 1L << random.nextInt(64);
			case 3 -> (1L << random.nextInt(64)) - 1;
			default -> random.nextLong();
		};
	}

	@Test
	void tellsHowManyAddressesThereAreAndOfIpv6HowManyNetworksOf64Bits() {
		assertThat(AddressSet.of(Stream.of("203.0.113.0/24", "203.0.115.7").map(Network::parse).toList()).v4().spread())
			.isEqualTo(257);
		assertThat(AddressSet
			.of(Stream.of("2001:db8::/63", "2001:db8:0:2::1", "2001:db8:0:2::3", "2001:db8:0:2:8::/80")
				.map(Network::parse)
				.toList())
			.v6()
			.spread()).isEqualTo(3);
		assertThat(AddressSet.of(List.of(Network.parse("::/0"), Network.parse("0.0.0.0/0"))))
			.satisfies((all) -> assertThat(all.v4().spread()).isEqualTo(1L << 32))
			.satisfies((all) -> assertThat(all.v6().spread()).isEqualTo(Long.MAX_VALUE));
	}

	@Test
	void namesTheFirstOfItsNetworks() {
		AddressSet set = AddressSet
			.of(Stream.of("2001:db8::1", "203.0.113.0/24", "198.51.100.0/24").map(Network::parse).toList());
		assertThat(set.some(2)).extracting(Network::toString).containsExactly("198.51.100.0/24", "203.0.113.0/24");
		assertThat(set.some(9)).hasSize(3);
		assertThat(AddressSet.none().some(9)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("windows")
	void knowsWhichNetworksTouch(Window window) {
		for (Network one : window.everyNetwork()) {
			for (Network other : window.everyNetwork()) {
				assertThat(one.touches(other)).isEqualTo((window.mask(one) & window.mask(other)) != 0);
			}
			assertThat(one.touches(Network.around((one.family() == Family.V4) ? Family.V6 : Family.V4, 0, 0, 0)))
				.isFalse();
		}
	}

	@Test
	void goesOnAfterANetwork() {
		AddressSet set = AddressSet
			.of(Stream.of("10.0.0.0/30", "200.0.0.1", "2001:db8::1", "ff00::/16").map(Network::parse).toList());
		assertThat(set.some(2, (network) -> network.compareTo(Network.parse("10.0.0.0/30")) > 0))
			.extracting(Network::toString)
			.containsExactly("200.0.0.1", "2001:db8::1");
	}

	@Test
	void writesIpv4First() {
		AddressSet set = new AddressSet.Builder().add(new Network(Family.V6, 0x20010db8L << 32, 1, 128))
			.add(new Network(Family.V4, 0, 0xcb007107L, 32))
			.add(new Network(Family.V4, 0, 0xc6336400L, 24))
			.build();

		assertThat(networks(set)).extracting(Network::toString)
			.containsExactly("198.51.100.0/24", "203.0.113.7", "2001:db8::1");
	}

	static List<Network> networks(Ranges ranges) {
		List<Network> networks = new ArrayList<>();
		ranges.networks(networks::add);
		return networks;
	}

	static List<Network> networks(AddressSet set) {
		List<Network> networks = new ArrayList<>();
		set.networks(networks::add);
		return networks;
	}

	/** Close together, so that they overlap and touch. */
	static List<Network> randomNetworks(Random random, int count) {
		List<Network> networks = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			if (random.nextInt(4) > 0) {
				networks.add(Network.around(Family.V4, 0, 0xcb000000L | random.nextInt(1 << 16),
						32 - random.nextInt(random.nextInt(12) + 1)));
			}
			else {
				networks.add(Network.around(Family.V6, 0x20010db8L << 32 | random.nextInt(2), random.nextLong(),
						128 - random.nextInt(72)));
			}
		}
		return networks;
	}

	/** Eight addresses, of which each bit of a mask tells whether it is in a set. */
	record Window(Family family, BigInteger first) {

		Window(Family family, String first) {
			this(family, new BigInteger(first, 16));
		}

		Ranges set(int mask) {
			RangesBuilder builder = new RangesBuilder(this.family);
			// From the last to the first: the order must not matter.
			for (int i = 7; i >= 0; i--) {
				if ((mask & 1 << i) != 0) {
					builder.add(network(i, 1));
				}
			}
			return builder.build();
		}

		/** Each as large as it can be, from the first address on. */
		List<Network> fewestNetworks(int mask) {
			List<Network> networks = new ArrayList<>();
			int i = 0;
			while (i < 8) {
				int size = largest(mask, i);
				if (size > 0) {
					networks.add(network(i, size));
				}
				i += Math.max(size, 1);
			}
			return networks;
		}

		private int largest(int mask, int from) {
			return IntStream.of(8, 4, 2, 1)
				.filter((size) -> from + size <= 8 && aligned(from, size)
						&& IntStream.range(from, from + size).allMatch((i) -> (mask & 1 << i) != 0))
				.findFirst()
				.orElse(0);
		}

		List<Network> everyNetwork() {
			return IntStream.range(0, 8)
				.boxed()
				.flatMap((i) -> IntStream.of(8, 4, 2, 1)
					.filter((size) -> i + size <= 8 && aligned(i, size))
					.mapToObj((size) -> network(i, size)))
				.toList();
		}

		int mask(Network network) {
			BigInteger at = new BigInteger(1,
					java.nio.ByteBuffer.allocate(16).putLong(network.high()).putLong(network.low()).array());
			int size = 1 << (this.family.bits() - network.prefix());
			return ((1 << size) - 1) << at.subtract(this.first).intValueExact();
		}

		private boolean aligned(int index, int size) {
			return this.first.add(BigInteger.valueOf(index)).mod(BigInteger.valueOf(size)).signum() == 0;
		}

		private Network network(int index, int size) {
			BigInteger at = this.first.add(BigInteger.valueOf(index));
			return new Network(this.family, at.shiftRight(64).longValue(), at.longValue(),
					this.family.bits() - Integer.numberOfTrailingZeros(size));
		}

	}

}
