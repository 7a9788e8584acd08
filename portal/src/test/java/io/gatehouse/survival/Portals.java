package io.gatehouse.survival;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import io.gatehouse.Stage;

/** Starts portals whose work the watch sees, on one stage. */
final class Portals implements AutoCloseable {

	private final Stage stage;

	private final Watch watch;

	private final Toll milestones;

	private final Map<String, Toll> tolls = new HashMap<>();

	Portals(Stage stage, Watch watch) {
		this.stage = stage;
		this.watch = watch;
		this.milestones = Toll.milestones(watch);
	}

	/**
	 * Starts one.
	 * @param number from 1; 0 is the portal in the tests' own process
	 * @param more properties of this one
	 */
	PortalProcess start(int number, Map<String, Object> more) {
		Map<String, Object> properties = this.stage.properties(number);
		for (String system : new String[] { "gitlab", "kubernetes", "vault" }) {
			properties.compute("gatehouse." + system + ".url", (name, url) -> behindToll(system, url));
		}
		properties.put("db-scheduler.heartbeat-interval", "500ms");
		properties.put("db-scheduler.missed-heartbeats-limit", "4");
		properties.put("db-scheduler.threads", "8");
		properties.put("spring.datasource.hikari.maximum-pool-size", "10");
		properties.put("gatehouse.project.per-person", "1000");
		properties.putAll(more);
		return PortalProcess.start(properties, this.milestones.uri());
	}

	private URI behindToll(String system, Object url) {
		return this.tolls
			.computeIfAbsent(system, (name) -> Toll.before(name, URI.create(String.valueOf(url)), this.watch))
			.uri();
	}

	@Override
	public void close() {
		this.milestones.close();
		this.tolls.values().forEach(Toll::close);
	}

}
