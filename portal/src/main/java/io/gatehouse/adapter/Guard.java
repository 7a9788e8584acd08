package io.gatehouse.adapter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.ExternalSystem.Health;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every call to one external system: so many at once and no more, none
 * while its circuit is open, and every fault told as {@link Unavailable} or
 * {@link ExternalSystem.Refused}.
 */
public final class Guard {

	private static final int REMEMBERED = 20;

	/** Places that nothing but what is urgent has, beside those of all. */
	private static final int KEPT_FREE = 4;

	private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

	private final String system;

	private final Clock clock;

	private final Function<Exception, RuntimeException> classify;

	private final GuardLimits limits;

	private final Semaphore places;

	private final Semaphore keptFree = new Semaphore(KEPT_FREE, true);

	private final CircuitBreaker circuit;

	private final Recent<Duration> latencies = new Recent<>(REMEMBERED);

	private final Recent<Health.Fault> faults = new Recent<>(REMEMBERED);

	private volatile @Nullable Instant nextTry;

	/**
	 * Makes the guard of a system.
	 * @param classify makes of a client's exception an {@link Unavailable} (counts
	 * against the circuit), a {@link ExternalSystem.Refused}, or the exception to throw
	 * as it is
	 */
	public Guard(String system, GuardLimits limits, Clock clock, Function<Exception, RuntimeException> classify) {
		this.system = system;
		this.clock = clock;
		this.classify = classify;
		this.limits = limits;
		this.places = new Semaphore(limits.concurrentCalls(), true);
		this.circuit = CircuitBreaker.of(system,
				CircuitBreakerConfig.custom()
					.slidingWindowSize(limits.faultsToOpen() * 2)
					.minimumNumberOfCalls(limits.faultsToOpen())
					.failureRateThreshold(50)
					.waitDurationInOpenState(limits.openFor())
					.permittedNumberOfCallsInHalfOpenState(1)
					.recordException(Unavailable.class::isInstance)
					// A refusal is an answer, so it counts as one.
					.ignoreException((fault) -> !(fault instanceof ExternalSystem.Failure))
					.build());
		this.circuit.getEventPublisher()
			.onStateTransition(
					(event) -> this.nextTry = (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN)
							? clock.instant().plus(limits.openFor()) : null);
	}

	/** Makes a call that changes nothing. */
	public <T extends @Nullable Object> T read(Callable<T> call) {
		return read(call, false);
	}

	/**
	 * Makes a call that changes nothing and is short, and that others wait for: it has a
	 * place even while all that may be under way at once is.
	 */
	public <T extends @Nullable Object> T readUrgently(Callable<T> call) {
		return read(call, true);
	}

	private <T extends @Nullable Object> T read(Callable<T> call, boolean urgent) {
		if (!this.circuit.tryAcquirePermission()) {
			throw new Unavailable(Text.of("system.circuit-open", "@system." + this.system), pause(), null);
		}
		Semaphore place = urgent ? urgentPlace() : place();
		if (place == null) {
			this.circuit.releasePermission();
			throw busy();
		}
		return make(place, call);
	}

	/**
	 * Makes a call that changes something, unless the request is another worker's by now.
	 */
	public <T extends @Nullable Object> T write(Resource.Context context, Callable<T> call) {
		return read(() -> {
			context.beforeWrite();
			return call.call();
		});
	}

	/** Makes a call even where the circuit is open; only an answer closes the circuit. */
	public void probe(Callable<?> call) {
		boolean permitted = this.circuit.tryAcquirePermission();
		Semaphore place = place();
		if (place == null) {
			if (permitted) {
				this.circuit.releasePermission();
			}
			throw busy();
		}
		try {
			make(place, call);
			answered(permitted);
		}
		catch (ExternalSystem.Refused ex) {
			answered(permitted);
			throw ex;
		}
	}

	/** With a permission the circuit has seen it by itself. */
	private void answered(boolean permitted) {
		if (!permitted) {
			this.circuit.transitionToClosedState();
		}
	}

	/** What the calls so far tell. */
	public Health health() {
		return new Health(this.circuit.getState() != CircuitBreaker.State.OPEN, median(), this.nextTry,
				this.faults.newestFirst());
	}

	/** The first place that is free, of all or of those kept free, past all who wait. */
	private @Nullable Semaphore urgentPlace() {
		long deadline = System.nanoTime() + this.limits.patience().toNanos();
		do {
			if (this.places.tryAcquire()) {
				return this.places;
			}
			if (place(this.keptFree, LOOK_AGAIN)) {
				return this.keptFree;
			}
		}
		while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
		return null;
	}

	/** The next place that is free, by turns; null where none was in time. */
	private @Nullable Semaphore place() {
		return place(this.places, this.limits.patience()) ? this.places : null;
	}

	private static boolean place(Semaphore places, Duration patience) {
		try {
			return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private Unavailable busy() {
		return new Unavailable(Text.of("system.busy", "@system." + this.system), Duration.ofSeconds(2), null);
	}

	/** Makes a call whose place was taken, and gives the place back. */
	private <T extends @Nullable Object> T make(Semaphore place, Callable<T> call) {
		long start = System.nanoTime();
		try {
			T result = call.call();
			succeeded(start);
			return result;
		}
		catch (Exception ex) {
			throw failed(start, ex);
		}
		finally {
			place.release();
		}
	}

	private void succeeded(long start) {
		long nanos = System.nanoTime() - start;
		this.circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
		this.latencies.add(Duration.ofNanos(nanos));
	}

	private RuntimeException failed(long start, Exception ex) {
		RuntimeException told = told(ex);
		this.circuit.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, told);
		// Any other is a fault of ours, or the kernel's word that the work is another's:
		// it says nothing of the system.
		if (told instanceof ExternalSystem.Failure failure) {
			this.faults.add(new Health.Fault(this.clock.instant(), failure.words()));
		}
		return told;
	}

	private RuntimeException told(Exception ex) {
		return (ex instanceof ExternalSystem.Failure failure) ? failure : this.classify.apply(ex);
	}

	private Duration pause() {
		Instant next = this.nextTry;
		Duration left = (next != null) ? Duration.between(this.clock.instant(), next) : Duration.ZERO;
		return left.compareTo(Duration.ofSeconds(1)) > 0 ? left : Duration.ofSeconds(1);
	}

	private @Nullable Duration median() {
		List<Duration> sorted = new ArrayList<>(this.latencies.newestFirst());
		sorted.sort(null);
		return sorted.isEmpty() ? null : sorted.get(sorted.size() / 2);
	}

}
