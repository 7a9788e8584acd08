package io.gatehouse.ban.net;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpecialTests {

	@ParameterizedTest
	@CsvSource({ "126.255.255.255,", "127.0.0.0,LOOPBACK", "127.255.255.255,LOOPBACK", "128.0.0.0,",
			"0.255.255.255,UNSPECIFIED", "1.0.0.0,", "169.253.255.255,", "169.254.0.0,LINK_LOCAL", "169.255.0.0,",
			"223.255.255.255,", "239.255.255.255,MULTICAST", "240.0.0.0,RESERVED", "255.255.255.254,RESERVED",
			"255.255.255.255,BROADCAST", "10.1.2.3,", "::2,", "fe7f::,", "febf:ffff::,LINK_LOCAL", "fec0::,",
			"ff00::,MULTICAST", "feff::,", "fd00::1,", "2001:db8::1,", "::/127,UNSPECIFIED" })
	void knowsWhatNobodyOutsideHas(String written, Special special) {
		assertThat(Special.neverIn(((Notation.Read) Notation.read(written)).ranges()).orElse(null)).isEqualTo(special);
	}

	@ParameterizedTest
	@CsvSource({ "10.255.255.255,true", "11.0.0.0,false", "172.15.255.255,false", "172.16.0.0,true", "172.32.0.0,false",
			"192.168.0.1,true", "100.63.255.255,false", "100.127.255.255,true", "fdff::,true", "fe00::,false" })
	void knowsWhatIsEverybodysOwn(String written, boolean own) {
		assertThat(Special.PRIVATE.set().covers(Network.parse(written))).isEqualTo(own);
	}

	@Test
	void namesTheNetworkOfAFamily() {
		assertThat(Special.LOOPBACK.in(Family.V4)).hasToString("127.0.0.0/8");
		assertThat(Special.LOOPBACK.in(Family.V6)).hasToString("::1");
	}

}
