package io.gatehouse.adapter.redis;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.gatehouse.sandbox.RedisServer;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Two portals and one Redis, which goes away in every way that it can. */
@ExtendWith(OutputCaptureExtension.class)
class RedisSignalsTests {

	private final RedisServer redis = RedisServer.temporary();

	private final RedisProperties properties = new RedisProperties(this.redis.uri(), Duration.ofSeconds(2),
			Duration.ofMillis(100));

	private final RedisSignals one = RedisSignals.at(this.redis.uri(), this.properties);

	private final RedisSignals other = RedisSignals.at(this.redis.uri(), this.properties);

	private final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();

	@BeforeEach
	void connect() {
		this.other.listen(this.heard::add);
		untilConnected();
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.one.destroy();
		this.other.destroy();
		this.redis.close();
	}

	@Test
	void tellsTheOtherPortal() throws Exception {
		this.one.changed(12);

		assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(12);
	}

	@Test
	void ignoresWhatIsNoNumber() throws Exception {
		try (RedisClient client = RedisClient.create(this.redis.uri().toString()); var connection = client.connect()) {
			connection.sync().publish("gatehouse:request-changed", "drop table");
			connection.sync().publish("gatehouse:request-changed", "9".repeat(30));
		}
		this.one.changed(13);

		assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(13);
	}

	@Test
	void goesOnOnceRedisIsBack(CapturedOutput output) throws Exception {
		this.redis.stop();
		await(() -> !this.one.connected() && !this.other.connected());
		assertReturnsAtOnce();
		this.redis.start();
		untilConnected();

		this.one.changed(14);

		assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(14);
		assertThat(output.toString().split("Redis at .*:" + this.redis.uri().getPort() + " does not answer", -1))
			.as("one word per portal")
			.hasSize(3);
		assertComplainsOfNothing(output);
	}

	@Test
	void holdsNobodyUpWhileRedisHangs(CapturedOutput output) throws Exception {
		this.redis.freeze();
		try {
			assertReturnsAtOnce();
			await(() -> !this.one.connected() && !this.other.connected());
			assertReturnsAtOnce();
		}
		finally {
			this.redis.thaw();
		}
		untilConnected();
		this.heard.clear();

		this.one.changed(15);

		assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(15);
		assertComplainsOfNothing(output);
	}

	@Test
	void losesNothingWhenRedisIsEmptied() throws Exception {
		try (RedisClient client = RedisClient.create(this.redis.uri().toString()); var connection = client.connect()) {
			connection.sync().flushall();
		}
		this.one.changed(16);

		assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(16);
	}

	/** Of Redis, that is: the portals of other tests may be running. */
	private static void assertComplainsOfNothing(CapturedOutput output) {
		assertThat(output.toString().lines().filter((line) -> line.contains("edis") || line.contains("lettuce")))
			.noneMatch((line) -> line.contains("Exception") || line.contains("ERROR") || line.startsWith("\tat "));
	}

	private void assertReturnsAtOnce() {
		long start = System.nanoTime();
		for (int i = 0; i < 5000; i++) {
			this.one.changed(1);
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
	}

	private void untilConnected() {
		await(() -> this.one.connected() && this.other.connected());
	}

	private static void await(BooleanSupplier condition) {
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
	}

}
