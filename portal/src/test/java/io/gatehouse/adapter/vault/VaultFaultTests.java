package io.gatehouse.adapter.vault;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.gatehouse.adapter.GuardLimits;
import io.gatehouse.adapter.KernelContext;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the adapter makes of a Vault that fails, is slow, or is not there. */
class VaultFaultTests {

	private static final GuardLimits LIMITS = new GuardLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), 4,
			Duration.ofSeconds(1), 3, Duration.ofSeconds(30));

	private final CountDownLatch end = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	private Router.Running server;

	@AfterEach
	void stop() {
		this.end.countDown();
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void overloadedServerIsLeftAloneForAsLongAsItAsks() {
		Vault vault = answering((exchange) -> exchange.with("Retry-After", "7").json(429, Map.of("errors", "")));
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(vault))
			.satisfies((fault) -> assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
	}

	@Test
	void sealedServerIsUnavailable() {
		Vault vault = answering((exchange) -> exchange.json(503, Map.of("errors", List.of("Vault is sealed"))));
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(vault))
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("vault.sealed"));
	}

	@Test
	void slowServerIsUnavailableInTime() {
		Vault vault = answering((exchange) -> this.end.await(20, TimeUnit.SECONDS));
		assertUnavailableInTime(vault);
	}

	@Test
	void droppedConnectionIsUnavailable() {
		Vault vault = answering(Exchange::drop);
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(vault));
	}

	@Test
	void serverThatIsNotThereIsUnavailable() {
		Vault vault = answering((exchange) -> exchange.status(200));
		this.server.close();
		assertUnavailableInTime(vault);
	}

	@Test
	void circuitOpensAndProbeClosesIt() {
		Vault vault = answering((exchange) -> {
			if (this.calls.incrementAndGet() <= 3) {
				exchange.json(500, Map.of("errors", List.of("internal error")));
			}
			else {
				exchange.json(exchange.rawPath().endsWith("sys/health") ? 200 : 404, Map.of("errors", List.of()));
			}
		});
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(vault));
		}
		assertThat(vault.health().up()).isFalse();
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(vault))
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("system.circuit-open"));
		assertThat(this.calls).hasValue(3);
		assertThat(vault.health().recent()).hasSize(3);
		vault.probe();
		assertThat(vault.health().up()).isTrue();
		read(vault);
	}

	@Test
	void refusalDoesNotOpenTheCircuit() {
		Vault vault = answering((exchange) -> exchange.json(400, Map.of("errors", List.of("bad\n  words"))));
		for (int i = 0; i < 8; i++) {
			assertThatExceptionOfType(Refused.class).isThrownBy(() -> read(vault))
				.satisfies((refused) -> assertThat(refused.words().arguments()).containsExactly("400", "bad words"));
		}
		assertThat(vault.health().up()).isTrue();
	}

	@Test
	void proxysPageIsNotTakenForVaultsWords() {
		Vault vault = answering((exchange) -> exchange.html(502, "<html>Bad gateway</html>"));
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(vault))
			.satisfies((fault) -> assertThat(fault.words().toString()).doesNotContain("<html>"));
	}

	@Test
	void proxysPageIsNotTakenForAResult() {
		Vault vault = answering((exchange) -> exchange.html(200, "<html>Log in</html>"));
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(vault))
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("vault.garbled"));
	}

	private void assertUnavailableInTime(Vault vault) {
		long start = System.nanoTime();
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(vault))
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("vault.unreachable"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
	}

	private static void read(Vault vault) {
		vault.policy("any").readsSecretsOf("any").read(KernelContext.fresh());
	}

	private Vault answering(Router.Handler handler) {
		this.server = new Router().otherwise(handler).start(0);
		VaultProperties properties = new VaultProperties(this.server.uri(), "token", null, "secret", "kubernetes",
				"gatehouse", null, LIMITS);
		return new Vault(VaultServer.at(properties, Clock.systemUTC()), properties);
	}

}
