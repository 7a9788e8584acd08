package io.gatehouse.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.gatehouse.Stage;

import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Starts portals whose work the watch sees, on one stage. */
final class Portals implements AutoCloseable {

	static final String BEAT = "db-scheduler.heartbeat-interval";

	static final String BEATS = "db-scheduler.missed-heartbeats-limit";

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
		return start(number, more, Map.of());
	}

	/** Starts one whose machine's clock is ahead. */
	PortalProcess startAhead(int number, Map<String, Object> more, Duration ahead) {
		// Only what tells the time of day is moved: waits last as long as ever.
		return start(number, more, Map.of("LD_PRELOAD", faketime(), "FAKETIME", "+" + ahead.toSeconds() + "s",
				// Else each wait for a time comes back at once, and all threads turn in
				// circles.
				"FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX", "0", "FAKETIME_DISABLE_SHM", "1"));
	}

	private static String faketime() {
		try (Stream<Path> libraries = Files.find(Path.of("/usr/lib"), 5,
				(file, attributes) -> file.endsWith("libfaketime.so.1"))) {
			return libraries.findFirst()
				.orElseThrow(() -> new IllegalStateException("There is no libfaketime; bin/test installs it"))
				.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts one with the beat of production, whose work is known by a name in the queue.
	 */
	PortalProcess startNamed(int number, String name) {
		Map<String, Object> more = new HashMap<>(beat());
		more.put("db-scheduler.scheduler-name", name);
		more.put("db-scheduler.threads", "4");
		return start(number, more);
	}

	/** The queue's beat as it is in production; without it dead work is found sooner. */
	static Map<String, Object> beat() {
		return Map.of(BEAT, inProduction(BEAT), BEATS, inProduction(BEATS));
	}

	/** A property as it is unless somebody configures it. */
	static String inProduction(String property) {
		try {
			return PropertiesLoaderUtils.loadAllProperties("application.properties").getProperty(property);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private PortalProcess start(int number, Map<String, Object> more, Map<String, String> environment) {
		Map<String, Object> properties = this.stage.properties(number);
		for (String system : new String[] { "gitlab", "kubernetes", "vault" }) {
			properties.compute("gatehouse." + system + ".url", (name, url) -> behindToll(system, url));
		}
		properties.put(BEAT, "500ms");
		properties.put(BEATS, "6");
		properties.put("db-scheduler.threads", "8");
		properties.put("gatehouse.limits.anonymous", "100000");
		properties.put("spring.datasource.hikari.maximum-pool-size", "10");
		properties.put("gatehouse.project.per-person", "1000");
		properties.putAll(more);
		return PortalProcess.start(properties, this.milestones.uri(), environment);
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
