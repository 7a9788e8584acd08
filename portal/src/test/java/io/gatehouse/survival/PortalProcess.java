package io.gatehouse.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.gatehouse.request.execution.WatchedPortal;
import tools.jackson.databind.json.JsonMapper;

/** A portal in a process of its own, which can be killed as {@code kill -9} does it. */
final class PortalProcess implements AutoCloseable {

	private static final Duration STARTS_WITHIN = Duration.ofSeconds(240);

	/** Nothing of this changes what the portal does; it only starts sooner. */
	private static final List<String> QUICKLY = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
			"-Xmx384m");

	private final Process process;

	private final URI uri;

	private final Path log;

	private PortalProcess(Process process, URI uri, Path log) {
		this.process = process;
		this.uri = uri;
		this.log = log;
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
	}

	/**
	 * Starts one; it may still be starting when this returns.
	 * @param environment what it has beside the environment of the tests
	 */
	static PortalProcess start(Map<String, Object> properties, URI watch, Map<String, String> environment) {
		try {
			Path log = Files.createTempFile("gatehouse-portal", ".log");
			String java = ProcessHandle.current().info().command().orElseThrow();
			List<String> command = new ArrayList<>(List.of(java));
			command.addAll(QUICKLY);
			command
				.addAll(List.of("-cp", System.getProperty("java.class.path"), WatchedPortal.class.getCanonicalName()));
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
			builder.environment()
				.put("SPRING_APPLICATION_JSON", JsonMapper.builder().build().writeValueAsString(properties));
			builder.environment().put(WatchedPortal.WATCH, watch.toString());
			builder.environment().putAll(environment);
			return new PortalProcess(builder.start(), URI.create(String.valueOf(properties.get("gatehouse.url"))), log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Waits until it answers. */
	PortalProcess up() {
		long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
		while (status("/actuator/health/liveness") != 200) {
			if (!this.process.isAlive() || System.nanoTime() > deadline) {
				throw new IllegalStateException("The portal did not start: " + log());
			}
		}
		return this;
	}

	/** The status of the answer to a GET; 0 where there is none. */
	int status(String path) {
		try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
			return client
				.send(HttpRequest.newBuilder(this.uri.resolve(path)).timeout(Duration.ofSeconds(10)).build(),
						BodyHandlers.discarding())
				.statusCode();
		}
		catch (IOException ex) {
			return pausedAfterNothing();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private int pausedAfterNothing() {
		try {
			this.process.waitFor(100, TimeUnit.MILLISECONDS);
			return 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Kills it; it is gone when this returns. */
	void kill() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Stops its time (SIGSTOP): it is there, and does nothing. */
	void freeze() {
		signal("STOP");
	}

	/** Lets its time go on. */
	void thaw() {
		signal("CONT");
	}

	private void signal(String signal) {
		try {
			new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	long pid() {
		return this.process.pid();
	}

	URI uri() {
		return this.uri;
	}

	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		kill();
		try {
			Files.deleteIfExists(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
