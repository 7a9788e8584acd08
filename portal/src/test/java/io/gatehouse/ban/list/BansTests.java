package io.gatehouse.ban.list;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.gatehouse.OnStage;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Family;
import io.gatehouse.ban.net.Network;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What is looked up among bans. */
@OnStage
class BansTests {

	private static final Scope SCOPE = Scope.hosts("looked-up");

	@Autowired
	Bans bans;

	private final List<String> made = new ArrayList<>();

	@AfterEach
	void removeThem() {
		this.made.forEach(this.bans::remove);
	}

	@Test
	void findsAmongAllEntriesThoseThatTouchSomeNetworks() {
		Random random = new Random(5);
		ban("many", Stream.generate(() -> network(random)).limit(3_000).toList(), null);
		ban("more", Stream.generate(() -> network(random)).limit(300).toList(), null);
		for (int i = 0; i < 50; i++) {
			List<Network> asked = Stream.generate(() -> network(random)).limit(1 + random.nextInt(100)).toList();
			AddressSet set = AddressSet.of(asked);
			assertThat(set.minus(this.bans.touchingNow(SCOPE, asked)))
				.isEqualTo(set.minus(this.bans.reachingNow(SCOPE)));
		}
	}

	@Test
	void findsNoneThatHasEndedOrHoldsElsewhere() {
		List<Network> networks = List.of(Network.parse("10.77.0.0/24"));
		ban("ended", networks, Instant.now().minusSeconds(5));
		assertThat(this.bans.touchingNow(SCOPE, networks).isEmpty()).isTrue();
		ban("live", networks, Instant.now().plusSeconds(60));
		assertThat(this.bans.touchingNow(SCOPE, List.of(Network.parse("10.77.0.9"))).count()).isEqualTo(1);
		assertThat(this.bans.touchingNow(Scope.hosts("elsewhere"), networks).isEmpty()).isTrue();
	}

	/** Close together, so that some lie in others. */
	private static Network network(Random random) {
		return random.nextBoolean()
				? Network.around(Family.V4, 0, 0x0a4d0000L | random.nextInt(1 << 16),
						32 - random.nextInt(random.nextInt(8) + 1))
				: Network.around(Family.V6, 0x20010db8_00004d00L, random.nextInt(1 << 16),
						128 - random.nextInt(random.nextInt(8) + 1));
	}

	private void ban(String name, List<Network> networks, @Nullable Instant end) {
		this.made.add("looked-up " + name);
		this.bans.put(new Bans.Wanted("looked-up " + name, Bans.Source.REQUEST, SCOPE, "test", "olga", "test",
				(end != null) ? end.truncatedTo(ChronoUnit.MICROS) : null, name), AddressSet.of(networks));
	}

}
