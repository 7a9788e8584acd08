package io.gatehouse.adapter.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.gatehouse.adapter.GuardLimits;
import io.gatehouse.adapter.KernelContext;
import io.gatehouse.adapter.kubernetes.KubernetesProperties.Containers;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the adapter makes of a cluster that fails, is slow, or is not there. */
class KubernetesFaultTests {

	private static final GuardLimits LIMITS = new GuardLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), 4,
			Duration.ofSeconds(1), 3, Duration.ofSeconds(30));

	private final CountDownLatch end = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	private Router.Running server;

	private Cluster cluster;

	@AfterEach
	void stop() {
		this.end.countDown();
		this.cluster.close();
		this.server.close();
	}

	@Test
	void overloadedServerIsLeftAloneForAsLongAsItAsks() {
		Cluster cluster = answering((exchange) -> exchange.with("Retry-After", "7").text(429, "Too many requests"));
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(cluster))
			.satisfies((fault) -> assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
		assertThat(this.calls).as("the kernel tries again, not the client").hasValue(1);
	}

	@Test
	void slowServerIsUnavailableInTime() {
		assertUnavailableInTime(answering((exchange) -> this.end.await(20, TimeUnit.SECONDS)));
	}

	@Test
	void droppedConnectionIsUnavailable() {
		assertUnavailableInTime(answering(Exchange::drop));
	}

	@Test
	void serverThatIsNotThereIsUnavailable() {
		Cluster cluster = answering((exchange) -> exchange.status(200));
		this.server.close();
		assertUnavailableInTime(cluster);
	}

	@Test
	void circuitOpensAndProbeClosesIt() {
		Cluster cluster = answering((exchange) -> {
			if (this.calls.get() <= 3) {
				exchange.json(500, status(500, "etcdserver: request timed out"));
			}
			else if (exchange.rawPath().equals("/version")) {
				exchange.json(200, Map.of("major", "1", "minor", "36"));
			}
			else {
				exchange.json(404, status(404, "not found"));
			}
		});
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(cluster))
				.satisfies((fault) -> assertThat(fault.words())
					.isEqualTo(Text.of("kubernetes.failing", 500, "etcdserver: request timed out")));
		}
		assertThat(cluster.health().up()).isFalse();
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(cluster))
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("system.circuit-open"));
		assertThat(this.calls).hasValue(3);
		cluster.probe();
		assertThat(cluster.health().up()).isTrue();
		read(cluster);
	}

	@Test
	void refusalDoesNotOpenTheCircuit() {
		Cluster cluster = answering((exchange) -> exchange.json(403, status(403, "no\n  right")));
		for (int i = 0; i < 8; i++) {
			assertThatExceptionOfType(Refused.class).isThrownBy(() -> read(cluster))
				.satisfies((refused) -> assertThat(refused.words())
					.isEqualTo(Text.of("kubernetes.forbidden", "no right")));
		}
		assertThat(cluster.health().up()).isTrue();
	}

	@Test
	void noteLeavesOutWhatThePortalMayNotCount() {
		Cluster cluster = answering((exchange) -> {
			if (exchange.rawPath().endsWith("/namespaces/any")) {
				exchange.json(200, Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "any")));
			}
			else if (exchange.rawPath().endsWith("/pods")) {
				exchange.json(200,
						Map.of("apiVersion", "v1", "kind", "PodList", "metadata",
								Map.of("remainingItemCount", 41, "continue", "x"), "items",
								List.of(Map.of("metadata", Map.of("name", "one")))));
			}
			else {
				exchange.json(403, status(403, "forbidden"));
			}
		});
		assertThat(cluster.namespace("any").removalNote(KernelContext.fresh()))
			.contains(Text.of("kubernetes.removal-note-uncounted", "any", "?", "?", 42, "?", "?", "?"));
		assertThat(cluster.health().recent()).isEmpty();
	}

	private static Map<String, Object> status(int code, String message) {
		return Map.of("apiVersion", "v1", "kind", "Status", "status", "Failure", "code", code, "message", message);
	}

	private void assertUnavailableInTime(Cluster cluster) {
		long start = System.nanoTime();
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> read(cluster))
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("kubernetes.unreachable"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
	}

	private static void read(Cluster cluster) {
		cluster.namespace("any").read(KernelContext.fresh());
	}

	private Cluster answering(Router.Handler handler) {
		this.server = new Router().otherwise((exchange) -> {
			this.calls.incrementAndGet();
			handler.handle(exchange);
		}).start(0);
		this.cluster = Cluster.at(new KubernetesProperties(this.server.uri(), "token", null, null,
				new Containers("100m", "128Mi", "256Mi"), LIMITS), Clock.systemUTC());
		return this.cluster;
	}

}
