package io.gatehouse.request.execution;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.gatehouse.Journey;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@OnBench
class LocksTests {

	private static final Set<Key> KEYS = Set.of(new Key("workshop", "thing", "lock-a"),
			new Key("workshop", "thing", "lock-b"));

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Locks locks;

	@Autowired
	TransactionTemplate transactions;

	@Test
	void givesAllOrNoneAndSaysWhoHasThem() {
		ServiceRequest first = carriedOut("lock-one");
		ServiceRequest second = carriedOut("lock-two");
		assertThat(take(first, KEYS)).isEmpty();
		assertThat(take(first, KEYS)).as("again").isEmpty();
		assertThat(take(second, Set.of(new Key("workshop", "thing", "lock-0"), new Key("workshop", "thing", "lock-b"))))
			.contains(first.number());
		assertThat(this.bench.locks(second)).isZero();
		release(first);
		assertThat(take(second, KEYS)).isEmpty();
		release(second);
	}

	/** Taken and let go of in turns by many at once, never by two at a time. */
	@Test
	void givesThemToOneAtATime() throws Exception {
		List<ServiceRequest> requests = IntStream.range(0, 6).mapToObj((index) -> carriedOut("turns" + index)).toList();
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger taken = new AtomicInteger();
		try (ExecutorService threads = Executors.newFixedThreadPool(requests.size())) {
			List<Callable<Void>> workers = requests.stream().map((request) -> (Callable<Void>) () -> {
				for (int round = 0; round < 150; round++) {
					if (take(request, KEYS).isEmpty()) {
						taken.incrementAndGet();
						assertThat(inside.incrementAndGet()).isEqualTo(1);
						inside.decrementAndGet();
						release(request);
					}
				}
				return null;
			}).toList();
			for (Future<Void> worker : threads.invokeAll(workers)) {
				worker.get();
			}
		}
		assertThat(taken.get()).isPositive();
	}

	private ServiceRequest carriedOut(String name) {
		return this.journey.await(this.bench.ask("dana", Kit.of(name)), RequestState.SUCCEEDED);
	}

	private Optional<Long> take(ServiceRequest request, Set<Key> keys) {
		return this.transactions.execute((transaction) -> this.locks.take(request.id(), keys));
	}

	private void release(ServiceRequest request) {
		this.transactions.executeWithoutResult((transaction) -> this.locks.release(request.id()));
	}

}
