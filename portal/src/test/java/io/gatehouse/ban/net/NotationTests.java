package io.gatehouse.ban.net;

import java.net.InetAddress;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What counts as an address, and how it is written. */
class NotationTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			203.0.113.7                      | 203.0.113.7
			 203.0.113.7                     | 203.0.113.7
			203.0.113.7/32                   | 203.0.113.7
			203.0.113.0/24                   | 203.0.113.0/24
			0.0.0.0/0                        | 0.0.0.0/0
			203.0.113.0-203.0.113.255        | 203.0.113.0/24
			203.0.113.5 - 203.0.113.9        | 203.0.113.5 203.0.113.6/31 203.0.113.8/31
			255.255.255.254-255.255.255.255  | 255.255.255.254/31
			2001:DB8::1                      | 2001:db8::1
			2001:db8:0:0:1:0:0:1             | 2001:db8::1:0:0:1
			2001:db8:0:1:1:1:1:1             | 2001:db8:0:1:1:1:1:1
			::                               | ::
			8000::/1                         | 8000::/1
			::fffe:0:0/96                    | ::fffe:0:0/96
			::1:0:0:0-::1:0:0:1              | ::1:0:0:0/127
			1::                              | 1::
			64:ff9b::192.0.2.33              | 64:ff9b::c000:221
			2001:db8::/32                    | 2001:db8::/32
			2001:db8::-2001:db8::3           | 2001:db8::/126
			""")
	void readsAndWrites(String written, String networks) {
		assertThat(Notation.read(written)).isInstanceOfSatisfying(Notation.Read.class,
				(read) -> assertThat(AddressSetTests.networks(read.ranges())
					.stream()
					.map(Network::toString)
					.collect(Collectors.joining(" "))).isEqualTo(networks));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			203.0.113.7/24       | ban.address.host-bits  | 203.0.113.0/24
			2001:db8::1/64       | ban.address.host-bits  | 2001:db8::/64
			203.0.113.0/33       | ban.address.prefix     | 32
			2001:db8::/129       | ban.address.prefix     | 128
			203.0.113.0/         | ban.address.prefix     | 32
			203.0.113.0/024      | ban.address.prefix     | 32
			203.0.113.9-203.0.113.5 | ban.address.backwards | 203.0.113.5
			203.0.113.9-::1      | ban.address.mixed      | 203.0.113.9-::1
			::ffff:203.0.113.7   | ban.address.mapped     | 203.0.113.7
			::ffff:203.0.113.0/120 | ban.address.mapped   | 203.0.113.0
			::ffff:203.0.113.7-::ffff:203.0.113.9 | ban.address.mapped | 203.0.113.7
			::ffff:0:0/96        | ban.address.mapped     | 0.0.0.0
			::fffe:0:0/95        | ban.address.around-mapped | ::ffff:0:0/96
			::/64                | ban.address.around-mapped | ::/64
			::/0                 | ban.address.around-mapped | ::/0
			::1-::ffff:0:0       | ban.address.around-mapped | ::1-::ffff:0:0
			::ffff:255.255.255.255-::1:0:0:0 | ban.address.around-mapped | ::ffff:0:0/96
			::-ffff::            | ban.address.around-mapped | ::-ffff::
			""")
	void saysHowToMendIt(String written, String key, String argument) {
		assertThat(Notation.read(written)).isInstanceOfSatisfying(Notation.Wrong.class, (wrong) -> {
			assertThat(wrong.why().key()).isEqualTo(key);
			assertThat(wrong.why().arguments()).contains(argument);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "example.com", "203.0.113", "203.0.113.7.1", "203.0.113.256", "010.0.0.1",
			"203.0.113.07", "+1.2.3.4", "203.0.113.-7", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1::", ":::",
			"1:2:3:4:5:6:7::8", "12345::", "fe80::1%eth0", "g::", "::1.2.3", "1.2.3.4::", "2130706433", "0x7f.1",
			"203.0.113.7; drop table ban", "٢٠٣.٠.١١٣.٧", "-", "/", "/8", "-1.2.3.4" })
	void refusesWhatIsNoAddress(String written) {
		assertThat(Notation.read(written)).isInstanceOf(Notation.Wrong.class);
	}

	/** A list that was told before must stay readable. */
	@Test
	void readsWhatIsKeptAroundMappedIpv4() {
		assertThat(Network.parse("::/64")).isEqualTo(new Network(Family.V6, 0, 0, 64));
		assertThatIllegalArgumentException().isThrownBy(() -> Network.parse("::ffff:203.0.113.7"));
	}

	@Test
	void readsWhatItWrites() {
		Random random = new Random(7);
		for (int i = 0; i < 10_000; i++) {
			long high = random.nextLong() & (random.nextBoolean() ? -1L : 0xffff00000000ffffL);
			long low = random.nextLong() & (random.nextBoolean() ? -1L : 0xffffL);
			Network network = Network.around(Family.V6, high | 1L << 61, low, 3 + random.nextInt(126));
			assertThat(Notation.read(network.toString())).isInstanceOfSatisfying(Notation.Read.class,
					(read) -> assertThat(AddressSetTests.networks(read.ranges())).containsExactly(network));
		}
	}

	@Test
	void agreesWithThePlatformsReaderOfIpv6() throws Exception {
		Random random = new Random(8);
		byte[] bytes = new byte[16];
		for (int i = 0; i < 2_000; i++) {
			random.nextBytes(bytes);
			bytes[0] |= 0x20;
			bytes[random.nextInt(15) + 1] = 0;
			String written = InetAddress.getByAddress(bytes).getHostAddress();
			assertThat(Notation.read(written)).isInstanceOfSatisfying(Notation.Read.class,
					(read) -> assertThat(AddressSetTests.networks(read.ranges())).singleElement()
						.satisfies((network) -> assertThat(InetAddress.getByName(network.toString()).getAddress())
							.isEqualTo(bytes)));
		}
	}

}
