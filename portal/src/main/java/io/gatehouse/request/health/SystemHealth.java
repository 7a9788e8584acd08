package io.gatehouse.request.health;

import java.util.List;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.words.Words;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Tells how one external system does. It is never down: without it the portal still shows
 * what there is, takes requests and lets them wait.
 */
class SystemHealth implements HealthIndicator {

	static final Status DEGRADED = new Status("DEGRADED");

	private final ExternalSystem system;

	private final Words words;

	SystemHealth(ExternalSystem system, Words words) {
		this.system = system;
		this.words = words;
	}

	@Override
	public Health health() {
		ExternalSystem.Health now = this.system.health();
		Health.Builder health = new Health.Builder(now.up() ? Status.UP : DEGRADED);
		if (now.latency() != null) {
			health.withDetail("latency", now.latency().toMillis() + " ms");
		}
		if (now.nextTry() != null) {
			health.withDetail("nextTry", now.nextTry().toString());
		}
		lastFault(health, now.recent());
		return health.build();
	}

	private void lastFault(Health.Builder health, List<ExternalSystem.Health.Fault> recent) {
		if (!recent.isEmpty()) {
			ExternalSystem.Health.Fault last = recent.getFirst();
			health.withDetail("lastFault", this.words.of(last.words(), Words.OWN))
				.withDetail("lastFaultAt", last.at().toString());
		}
	}

}
