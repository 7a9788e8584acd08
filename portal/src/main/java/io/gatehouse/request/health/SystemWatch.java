package io.gatehouse.request.health;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.plan.Systems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Asks after systems that were away, so that one comes back without a person's call. A
 * circuit is each portal's own, so each portal asks for itself.
 */
@Component
class SystemWatch implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(SystemWatch.class);

	private static final long SECONDS = 5;

	private final Systems systems;

	private final Clock clock;

	private final ScheduledExecutorService ticker = Executors
		.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("system-watch").factory());

	SystemWatch(Systems systems, Clock clock) {
		this.systems = systems;
		this.clock = clock;
		this.ticker.scheduleWithFixedDelay(this::ask, SECONDS, SECONDS, TimeUnit.SECONDS);
	}

	void ask() {
		this.systems.all().stream().filter(this::isDue).forEach(SystemWatch::probe);
	}

	/** Left alone for as long as its circuit says. */
	private boolean isDue(ExternalSystem system) {
		ExternalSystem.Health health = system.health();
		Instant nextTry = health.nextTry();
		return !health.up() && (nextTry == null || !nextTry.isAfter(this.clock.instant()));
	}

	private static void probe(ExternalSystem system) {
		try {
			system.probe();
			log.info("{} answers again", system.name());
		}
		catch (RuntimeException ex) {
			// It is still away, which its health says already; one system must not keep
			// the watch from the others.
			log.debug("{} does not answer yet", system.name(), ex);
		}
	}

	@Override
	public void destroy() {
		this.ticker.shutdownNow();
	}

}
