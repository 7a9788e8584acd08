package io.gatehouse.request.health;

import java.time.Duration;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.plan.Systems;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

/** Measures each external system, so that a dashboard shows which one is in the way. */
@Component
class SystemMetrics implements MeterBinder {

	private final Systems systems;

	SystemMetrics(Systems systems) {
		this.systems = systems;
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		this.systems.all().forEach((system) -> bind(system, meters));
	}

	private static void bind(ExternalSystem system, MeterRegistry meters) {
		Gauge.builder("gatehouse.system.up", system, (watched) -> watched.health().up() ? 1 : 0)
			.description("1 while calls get through, 0 while the circuit is open")
			.tag("system", system.name())
			.register(meters);
		TimeGauge.builder("gatehouse.system.latency", system, NANOSECONDS, SystemMetrics::latency)
			.description("Median of the recent calls; none before the first")
			.tag("system", system.name())
			.register(meters);
	}

	private static double latency(ExternalSystem system) {
		Duration latency = system.health().latency();
		return (latency != null) ? latency.toNanos() : Double.NaN;
	}

}
