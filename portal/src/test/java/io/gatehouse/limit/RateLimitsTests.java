package io.gatehouse.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.gatehouse.limit.RateLimits.Kind;
import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RateLimitsTests {

	private final AtomicLong nanos = new AtomicLong();

	private final RateLimits limits = new RateLimits(new LimitProperties(60, 6, 3, 2), new TimeMeter() {

		@Override
		public long currentTimeNanos() {
			return RateLimitsTests.this.nanos.get();
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	});

	@Test
	void letsThroughWhatIsAllowedAndSaysHowLongToWait() {
		for (int i = 0; i < 60; i++) {
			assertThat(this.limits.take(Kind.READ, "dana", 1)).isEmpty();
		}
		assertThat(this.limits.take(Kind.READ, "dana", 1)).contains(Duration.ofSeconds(1));

		this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(this.limits.take(Kind.READ, "dana", 1)).as("being refused cost nothing").isEmpty();
		assertThat(this.limits.take(Kind.READ, "dana", 1)).isPresent();
	}

	@Test
	void countsPeopleAndKindsApart() {
		this.limits.take(Kind.CHANGE, "dana", 6);
		assertThat(this.limits.take(Kind.CHANGE, "dana", 1)).isPresent();
		assertThat(this.limits.take(Kind.READ, "dana", 1)).isEmpty();
		assertThat(this.limits.take(Kind.CHANGE, "denis", 1)).isEmpty();
	}

	@Test
	void countsAPreviewForAsManyPagesAsItIsWorth() {
		this.limits.take(Kind.READ, "7", 60 - 2 * RateLimits.PAGES_OF_PREVIEW);
		for (int i = 0; i < 2; i++) {
			this.limits.take(Kind.READ, "7", 1);
			this.limits.countPreview(7);
		}
		assertThatExceptionOfType(TooFast.class).isThrownBy(() -> this.limits.countPreview(7))
			.satisfies((fault) -> assertThat(fault.seconds()).isEqualTo(4));
	}

	@Test
	void letsThroughOnceWhatWeighsMoreThanAll() {
		assertThat(this.limits.take(Kind.CHANGE, "dana", 100)).isEmpty();
		assertThat(this.limits.take(Kind.CHANGE, "dana", 100)).contains(Duration.ofMinutes(1));
	}

	@Test
	void takesAllAddressesOfOneNetworkForOne() {
		from("2001:db8:1:2::1");
		from("2001:db8:1:3:ffff::2");
		from("2001:db8:1:4:1:2:3:4");
		assertThat(from("2001:db8:1:2::77")).isPresent();
		assertThat(from("2001:db8:2:2::1")).isEmpty();
		assertThat(from("192.0.2.1")).isEmpty();
		assertThat(from("192.0.2.2")).isEmpty();
	}

	private Optional<Duration> from(String address) {
		return this.limits.takeFrom(Kind.ANONYMOUS, address);
	}

	@Test
	void keepsLittleForThoseWhoAreNotSignedIn() {
		assertThat(IntStream.range(0, 100).filter((index) -> this.limits.mayKeep("192.0.2.1")).count()).isEqualTo(30);
		assertThat(IntStream.range(0, 1000).filter((index) -> this.limits.mayKeep("192.0.2." + index)).count())
			.as("from all addresses")
			.isEqualTo(90);
		this.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
		assertThat(this.limits.mayKeep("192.0.2.1")).isTrue();
	}

	@Test
	void tellsBegunSecondsAsWholeOnes() {
		assertThat(RateLimits.seconds(Duration.ofMillis(1))).isEqualTo(1);
		assertThat(RateLimits.seconds(Duration.ofMillis(1001))).isEqualTo(2);
	}

}
